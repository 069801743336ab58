import { type KeyboardEvent, useState } from 'react';
import type { CopiesReport } from '../../../app/contracts/copies.ts';
import type { DuplicateGroup, DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { similarityFigure } from '../../../app/contracts/similarity-figure.ts';
import { Button } from '../../components/button.tsx';
import { CopyChoice } from './copy-choice.tsx';
import { moveBetween } from './copy-choices.ts';
import { extentOf, KIND_WORDING } from './duplicate-wording.ts';
import { GROUP_TITLE_ID } from './group-focus.ts';
import './group-detail.css';
import { MoveCopyButton } from './move-copy-button.tsx';
import { PassagePair } from './passage-pair.tsx';

interface GroupDetailProps {
  readonly group: DuplicateGroup;
  readonly copies: CopiesReport;
  readonly onPreview: (member: DuplicateMember) => void;
  /** Null where the library cannot be changed. */
  readonly onKeepApart: ((reference: DuplicateMember, copy: DuplicateMember) => void) | null;
  readonly onClose: () => void;
}

/** One group: what its passages are to each other, and two of them side by side. */
export function GroupDetail({ group, copies: files, onPreview, onKeepApart, onClose }: GroupDetailProps) {
  const [reference, ...copies] = group.members as [DuplicateMember, ...DuplicateMember[]];
  const [chosen, setChosen] = useState<number | null>(null);
  const copy = copies.find(({ passageId }) => passageId === chosen) ?? copies[0]!;
  const { kind, similarity } = copy.relation ?? group;
  const { name, sign, meaning } = KIND_WORDING[kind];
  const move = moveBetween(files, reference.documentId, copy.documentId);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };

  return (
    <section className="group-detail" aria-labelledby={GROUP_TITLE_ID} onKeyDown={onKeyDown}>
      <div className="group-detail-back">
        <Button kind="quiet" onPress={onClose}>
          <span aria-hidden="true">←</span> All groups
        </Button>
      </div>
      <header className="group-detail-head">
        <div>
          <h2 id={GROUP_TITLE_ID} tabIndex={-1}>
            <span className="kind-sign" aria-hidden="true">
              {sign}
            </span>{' '}
            {name} <span className="group-detail-similarity">{similarityFigure(similarity)}</span>
          </h2>
          <p>
            {meaning} {extentOf(group)}.{move && ' The whole file is a copy.'}
          </p>
        </div>
        {onKeepApart && (
          <div className="group-detail-actions">
            {move && <MoveCopyButton key={copy.documentId} move={move} />}
            <Button onPress={() => onKeepApart(reference, copy)}>Not a duplicate</Button>
          </div>
        )}
      </header>
      {copies.length > 1 && (
        <CopyChoice
          key={reference.passageId}
          copies={copies}
          chosen={copy}
          onChoose={({ passageId }) => setChosen(passageId)}
        />
      )}
      <PassagePair group={group} copy={copy} onPreview={onPreview} />
    </section>
  );
}
