import { Button } from '../../components/button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { citationOf, linkInto, linkTo } from '../../state/citation.ts';
import type { HitPlace } from '../../state/result-list.ts';
import { useServices } from '../../state/services.ts';
import { useCopying } from '../../state/use-copying.ts';

interface CopyMenuProps {
  readonly place: HitPlace;
  /** Folders and file, as people say it. */
  readonly names: readonly string[];
}

/** The sentence with where it stands, a link to the document, or its path, for the clipboard. */
export function CopyMenu({ place, names }: CopyMenuProps) {
  const { told, copy } = useCopying();
  const isDesktop = useServices().desktop !== null;
  const texts: Readonly<Record<string, () => string>> = {
    citation: () => citationOf(place, names),
    link: () => linkTo(place),
    place: () => linkInto(place, isDesktop),
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
        <MenuItem id="link" name="Link to the file" />
        <MenuItem id="place" name="Link into Semblance" />
        <MenuItem id="path" name="Path" />
      </Menu>
      <span className="visually-hidden" role="status">
        {told}
      </span>
    </>
  );
}
