import { Button } from '../../components/button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { citationOf, linkTo } from '../../state/citation.ts';
import type { HitPlace } from '../../state/result-list.ts';
import { useCopying } from '../../state/use-copying.ts';

interface CopyMenuProps {
  readonly place: HitPlace;
  /** Folders and file, as people say it. */
  readonly names: readonly string[];
}

/** The sentence with where it stands, a link to the document, or its path, for the clipboard. */
export function CopyMenu({ place, names }: CopyMenuProps) {
  const { told, copy } = useCopying();
  const texts: Readonly<Record<string, () => string>> = {
    citation: () => citationOf(place, names),
    link: () => linkTo(place),
    path: () => place.document.document,
  };
  return (
    <>
      <Menu
        label="Copy"
        onAction={(id) => copy(texts[id]!())}
        trigger={
          <Button kind="quiet">
            {told ?? 'Copy'} <span aria-hidden="true">▾</span>
          </Button>
        }
      >
        <MenuItem id="citation" name="Citation" />
        <MenuItem id="link" name="Link" />
        <MenuItem id="path" name="Path" />
      </Menu>
      <span className="visually-hidden" role="status">
        {told}
      </span>
    </>
  );
}
