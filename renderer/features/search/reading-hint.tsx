import { KeyCap } from '../../components/key-cap.tsx';
import './reading-hint.css';

/** What stands beside the results until one is opened: how to go on, and how to read the marks. */
export function ReadingHint() {
  return (
    <aside className="reading-hint" aria-label="How to read the results">
      <dl className="reading-hint-keys">
        <div>
          <dt>
            <KeyCap>↑</KeyCap> <KeyCap>↓</KeyCap>
          </dt>
          <dd>move between hits</dd>
        </div>
        <div>
          <dt>
            <KeyCap>Enter</KeyCap>
          </dt>
          <dd>open the document at the sentence</dd>
        </div>
        <div>
          <dt>
            <KeyCap>Esc</KeyCap>
          </dt>
          <dd>back</dd>
        </div>
      </dl>
      <p>
        <mark className="best-sentence">Marked</mark> is the sentence nearest to your query,{' '}
        <b className="matched-word">underlined</b> are words that both share, but for those that most passages
        have.
      </p>
      <p>
        Results are sorted by meaning and words together, so a lower percentage may stand above a higher one.
      </p>
      <p>
        The percentage places a hit among random pairs of sentences from your own library: at 99 %, one pair
        in a hundred is as much alike. Each bar of the meter stands for ten times rarer.
      </p>
    </aside>
  );
}
