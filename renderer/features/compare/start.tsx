import { Button } from '../../components/button.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { VERDICTS } from './answer-wording.ts';
import { EXAMPLE_PAIRS } from './example-pairs.ts';
import { formatScore } from './figures.ts';
import './start.css';

/** Before there are two texts: what this is for, pairs to try, and those of before. */
export function Start() {
  return (
    <div className="compare-start">
      <p className="compare-start-lead">
        Two texts, and how near they are in meaning: which words make them so, and what the model does with
        them.
      </p>
      <Examples />
      <History />
    </div>
  );
}

function Examples() {
  return (
    <section aria-labelledby="examples-title">
      <h2 id="examples-title">Pairs to try</h2>
      <ul className="pair-list">
        {EXAMPLE_PAIRS.map(({ name, a, b }) => (
          <li key={name}>
            <PairButton a={a} b={b} note={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Pairs compared before. They are kept on this machine only. */
export function History() {
  const { compareHistory } = useServices();
  const entries = useStore(compareHistory.entries);
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby="history-title">
      <div className="compare-section-head">
        <h2 id="history-title">Compared before</h2>
        <Button kind="quiet" onPress={compareHistory.clear}>
          Clear the history
        </Button>
      </div>
      <ul className="pair-list" aria-labelledby="history-title">
        {entries.map(({ a, b, cosine, verdict }) => (
          <li key={`${a}\n${b}`}>
            <PairButton a={a} b={b} note={`${formatScore(cosine)} · ${VERDICTS[verdict].name}`} />
          </li>
        ))}
      </ul>
      <p className="compare-note">Kept in the storage of this window, on this machine, and nowhere else.</p>
    </section>
  );
}

interface PairButtonProps {
  readonly a: string;
  readonly b: string;
  readonly note: string;
}

function PairButton({ a, b, note }: PairButtonProps) {
  const { compare } = useServices();
  return (
    <button type="button" className="pair-button" onClick={() => compare.setTexts(a, b)}>
      <span className="pair-button-text">{a}</span>
      <span className="pair-button-text">{b}</span>
      <span className="pair-button-note">{note}</span>
    </button>
  );
}
