import { useState } from 'react';
import type { DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { similarityFigure } from '../../../app/contracts/similarity-figure.ts';
import { Button } from '../../components/button.tsx';
import { PassageText } from '../../components/passage-text.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { formatCount } from '../../state/wording.ts';
import './copy-choice.css';
import { namesByDocument } from './document-names.ts';
import { KIND_WORDING } from './duplicate-wording.ts';

interface CopyChoiceProps {
  /** Everything in the group but the reference. */
  readonly copies: readonly DuplicateMember[];
  readonly chosen: DuplicateMember;
  readonly onChoose: (copy: DuplicateMember) => void;
}

/** A text that stands in thousands of mails has as many copies; so many are shown at a time. */
const SHOWN_AT_ONCE = 100;

/** The copies of a group, of which one at a time is compared with the passage to keep. */
export function CopyChoice({ copies, chosen, onChoose }: CopyChoiceProps) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const names = namesByDocument(copies, sources);
  const hidden = copies.length - shown;
  return (
    <fieldset className="copy-choice">
      <legend>{formatCount(copies.length)} copies, of which is shown</legend>
      {copies.slice(0, shown).map((copy) => (
        <label key={copy.passageId} className="copy-choice-row">
          <input
            type="radio"
            name="duplicate-copy"
            checked={copy.passageId === chosen.passageId}
            onChange={() => onChoose(copy)}
          />
          <span className="copy-choice-name">{names.get(copy.documentId)}</span>
          <span className="copy-choice-text">
            <PassageText isCode={copy.isCode}>{copy.readable}</PassageText>
          </span>
          {copy.relation && (
            <span className="copy-choice-likeness">
              {KIND_WORDING[copy.relation.kind].name} {similarityFigure(copy.relation.similarity)}
            </span>
          )}
        </label>
      ))}
      {hidden > 0 && (
        <Button kind="quiet" onPress={() => setShown(shown + SHOWN_AT_ONCE)}>
          Show {formatCount(Math.min(hidden, SHOWN_AT_ONCE))} more
        </Button>
      )}
    </fieldset>
  );
}
