import type { MarkedRun } from '../state/marked-text.ts';
import './marked-passage.css';

/** Document text with its best sentence and matched words marked. Text stays text, whatever it contains. */
export function MarkedPassage({ runs }: { readonly runs: readonly MarkedRun[] }) {
  return runs.map((run, index) => {
    const words = run.pieces.map(({ text, isWord }, position) =>
      // The pieces of a text have no identity but their position.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      isWord ? (
        <b key={position} className="matched-word">
          {text}
        </b>
      ) : (
        text
      ),
    );
    if (!run.inSentence) return words;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <mark key={index} className="best-sentence">
        {words}
      </mark>
    );
  });
}
