import { useRef, useState } from 'react';
import type { IgnoredDuplicates } from '../../../app/contracts/duplicates.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { PassageText } from '../../components/passage-text.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { useStore } from '../../state/use-store.ts';
import { formatCount } from '../../state/wording.ts';
import { titleOf } from './document-names.ts';
import './kept-apart.css';
import { pairOf } from './use-keep-apart.ts';

/** The pairs that the person keeps apart, and the way to let them be duplicates again. */
export function KeptApart({ count }: { readonly count: number }) {
  // Once there was a pair, the button stays, so that the dialog outlives the last of them.
  const [isNeeded, setNeeded] = useState(false);
  if (count > 0 && !isNeeded) setNeeded(true);
  if (!isNeeded) return null;
  return (
    <Dialog
      title="Kept apart"
      width="wide"
      trigger={<Button kind="quiet">Kept apart: {formatCount(count)}</Button>}
    >
      {(close) => (
        <>
          <p>
            You have said that these are no duplicates. They stay apart when their files change elsewhere.
          </p>
          <PairList count={count} />
          <div className="dialog-actions">
            <Button onPress={close}>Done</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function PairList({ count }: { readonly count: number }) {
  const { connection, duplicates } = useServices();
  const restore = useAction();
  const list = useRef<HTMLDivElement>(null);
  const fetched = useFetched(String(count), (signal) =>
    connection.client.duplicates.ignored(undefined, { signal }),
  );
  if (fetched.kind === 'failed') return <Trouble error={fetched.error} />;
  const pairs = fetched.kind === 'ready' ? fetched.value : fetched.previous;
  if (pairs === null) return <p role="status">{fetched.kind === 'loading' && fetched.slow && 'Looking…'}</p>;
  return (
    // Takes the focus when the button that had it goes with its pair.
    <div ref={list} className="kept-apart-list" tabIndex={-1}>
      {pairs.length === 0 && <p role="status">No pair is kept apart any more.</p>}
      {restore.error && <Trouble error={restore.error} />}
      <ul className="kept-apart">
        {pairs.map((pair) => (
          <PairItem
            key={`${pair.reference.passageId}/${pair.member.passageId}`}
            pair={pair}
            onRestore={async () => {
              await restore.run(() =>
                connection.client.duplicates.restore(pairOf(pair.reference, pair.member)),
              );
              duplicates.session.renew();
              list.current?.focus();
            }}
          />
        ))}
      </ul>
    </div>
  );
}

interface PairItemProps {
  readonly pair: IgnoredDuplicates;
  readonly onRestore: () => void;
}

function PairItem({ pair: { reference, member }, onRestore }: PairItemProps) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  const names = [reference, member].map((passage) => titleOf(passage, sources));
  return (
    <li>
      <div>
        <p className="kept-apart-names">{names.join(' · ')}</p>
        {[reference, member].map(({ passageId, readable, isCode }) => (
          <p key={passageId} className="kept-apart-text">
            <PassageText isCode={isCode}>{readable}</PassageText>
          </p>
        ))}
      </div>
      <Button aria-label={`Restore ${names.join(' and ')}`} onPress={onRestore}>
        Restore
      </Button>
    </li>
  );
}
