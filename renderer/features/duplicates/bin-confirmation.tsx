import { Button } from '../../components/button.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { asSentence, counted } from '../../state/wording.ts';
import './bin-confirmation.css';
import { type CopyMove, likenessOf } from './copy-choices.ts';
import { PlaceOfFile } from './place-of-file.tsx';
import { useBin } from './use-bin.ts';

interface BinConfirmationProps {
  readonly moves: readonly CopyMove[];
  /** What the way back is called. */
  readonly backWord: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** Exactly what goes and what stays for it; nothing is moved before it is said here. */
export function BinConfirmation({ moves, backWord, onBack, onDone }: BinConfirmationProps) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  const bin = useBin();
  const files = counted(moves.length, 'file');
  if (bin.left.length > 0) return <LeftFiles bin={bin} onDone={onDone} />;
  return (
    <>
      <p>
        {moves.length === 1 ? 'This file goes' : `These ${files} go`} to the system’s bin. Before each one,
        both files are read again: a copy goes only if it and the one to keep are still what is shown here.
      </p>
      <ul className="bin-list">
        {moves.map(({ reference, copy }) => (
          <li key={copy.documentId}>
            <p className="bin-copy">
              <PlaceOfFile path={copy.document} sources={sources} />
            </p>
            <p className="bin-note">
              {likenessOf(copy)}. To keep: <PlaceOfFile path={reference.document} sources={sources} />
            </p>
          </li>
        ))}
      </ul>
      {bin.isRunning && <ProgressLine label="Moving to the bin" share={null} />}
      {bin.error && <Trouble error={bin.error} />}
      <div className="dialog-actions">
        <Button onPress={onBack}>{backWord}</Button>
        <Button
          kind="primary"
          onPress={async () => {
            if (!bin.isRunning && (await bin.move(moves))) onDone();
          }}
        >
          Move {files} to the bin
        </Button>
      </div>
    </>
  );
}

interface LeftFilesProps {
  readonly bin: ReturnType<typeof useBin>;
  readonly onDone: () => void;
}

function LeftFiles({ bin: { left, error: trouble }, onDone }: LeftFilesProps) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  return (
    <>
      <p role="alert">
        {counted(left.length, 'file')} {left.length === 1 ? 'was' : 'were'} not moved as shown:
      </p>
      <ul className="bin-list">
        {left.map(({ documentId, document, error }) => (
          <li key={documentId}>
            <p className="bin-copy">
              <PlaceOfFile path={document} sources={sources} />
            </p>
            {error && (
              <p className="bin-note">
                {asSentence(error.message)} {asSentence(error.nextStep)}
              </p>
            )}
          </li>
        ))}
      </ul>
      {trouble && <Trouble error={trouble} />}
      <div className="dialog-actions">
        <Button onPress={onDone}>Done</Button>
      </div>
    </>
  );
}
