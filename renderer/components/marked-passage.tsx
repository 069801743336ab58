import type { MarkedRun } from '../state/marked-text.ts';
import './marked-passage.css';

/** Document text with its best sentence and matched words marked. Text stays text, whatever it contains. */
export function MarkedPassage({ runs }: { readonly runs: readonly MarkedRun[] }) {
  return runs.map((run, index) =>
    run.inSentence ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a text have no identity but their position
      <mark key={index} className="best-sentence">
        <Pieces pieces={run.pieces} />
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Pieces key={index} pieces={run.pieces} />
    ),
  );
}

function Pieces({ pieces }: Pick<MarkedRun, 'pieces'>) {
  return pieces.map(({ text, isWord }, index) =>
    isWord ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <b key={index} className="matched-word">
        {text}
      </b>
    ) : (
      text
    ),
  );
}
