import type { CompareAnswer } from '../../state/compare-session.ts';
import './backward-panel.css';
import { ChangeTable } from './change-table.tsx';
import { formatChange, formatScore } from './figures.ts';
import { readingDirection } from './layer-wording.ts';
import { type ReadingChange, readingChange } from './reading-change.ts';
import { mostChanged, sharedBeginning } from './token-pairs.ts';

const MOST_ROWS = 5;

/** What backward dependency does to these two texts, shown on them. */
export function BackwardPanel({ answer }: { readonly answer: CompareAnswer }) {
  const change = readingChange(answer);
  const layers = change?.causal.settings.firstBidirectionalLayer;
  if (!change || layers === undefined || layers === null) return null;
  const k = change.bothWays.settings.firstBidirectionalLayer ?? layers;
  return (
    <section className="backward-panel" aria-labelledby="backward-title">
      <h2 id="backward-title">What reading both ways changes</h2>
      <dl className="backward-scores">
        <div>
          <dt>
            <span aria-hidden="true">→</span> left to right only
          </dt>
          <dd>{formatScore(change.causal.cosine)}</dd>
        </div>
        <div>
          <dt>
            <span aria-hidden="true">↔</span> {readingDirection(k, layers)}
          </dt>
          <dd>{formatScore(change.bothWays.cosine)}</dd>
        </div>
        <div className="backward-difference">
          <dt>difference</dt>
          <dd>{formatChange(change.bothWays.cosine - change.causal.cosine)}</dd>
        </div>
      </dl>
      <p>
        A language model reads from left to right: a word knows only what stands before it. In layers that
        read both ways, it also knows what follows. That is <em>backward dependency</em>.
      </p>
      <Beginning change={change} answer={answer} />
    </section>
  );
}

interface DetailProps {
  readonly change: ReadingChange;
  readonly answer: CompareAnswer;
}

/** The plainest proof: words with which both texts begin, which nothing but what follows could tell apart. */
function Beginning({ change, answer }: DetailProps) {
  const { tokens } = change.causal;
  const beginning = sharedBeginning(tokens);
  if (beginning.length === 0 || !tokens.similarity) return <MostChanged change={change} />;
  const end = tokens.a[beginning.at(-1)!]!.span!.end;
  return (
    <>
      <p>
        Both texts begin with <q>{answer.a.slice(0, end).trim()}</q>. Read left to right, these words are the
        same to the model, as it cannot know how they go on. Read both ways, what follows reaches them:
      </p>
      <ChangeTable
        change={change}
        pairs={beginning.slice(0, MOST_ROWS).map((index) => ({ a: index, b: index }))}
      />
    </>
  );
}

function MostChanged({ change }: Pick<DetailProps, 'change'>) {
  if (!change.map) return null;
  const pairs = mostChanged(change.map, change.causal.tokens, MOST_ROWS);
  if (pairs.length === 0) return null;
  return (
    <>
      <p>The pairs of words that it changes most:</p>
      <ChangeTable change={change} pairs={pairs} />
    </>
  );
}
