import type { Comparison } from '../../../app/contracts/compare.ts';
import './change-table.css';
import { formatScore } from './figures.ts';
import type { ReadingChange } from './reading-change.ts';
import type { TokenPair } from './token-pairs.ts';

interface ChangeTableProps {
  readonly change: ReadingChange;
  readonly pairs: readonly TokenPair[];
}

/** Pairs of words, how alike they are in either direction of reading, and the change as a bar. */
export function ChangeTable({ change, pairs }: ChangeTableProps) {
  const rows = pairs.map((pair) => ({
    pair,
    before: likeness(change.causal, pair),
    after: likeness(change.bothWays, pair),
  }));
  const largest = Math.max(...rows.map(({ before, after }) => Math.abs(after - before)));
  const { a, b } = change.causal.tokens;
  return (
    <table className="change-table">
      <thead>
        <tr>
          <th scope="col">Words</th>
          <th scope="col" aria-label="Left to right">
            →
          </th>
          <th scope="col" aria-label="Both ways">
            ↔
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ pair, before, after }) => (
          <tr key={`${pair.a}-${pair.b}`}>
            <th scope="row">
              {a[pair.a]!.text} · {b[pair.b]!.text}
            </th>
            <td>{formatScore(before)}</td>
            <td>{formatScore(after)}</td>
            <td aria-hidden="true">
              <Bar change={after - before} largest={largest} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** To the left and striped for less, to the right and full for more. */
function Bar({ change, largest }: { readonly change: number; readonly largest: number }) {
  const share = largest === 0 ? 0 : Math.abs(change) / largest;
  return (
    <span className="change-bar">
      <span data-sign={change < 0 ? 'less' : 'more'} style={{ inlineSize: `${share * 50}%` }} />
    </span>
  );
}

const likeness = ({ tokens }: Comparison, { a, b }: TokenPair) => tokens.similarity?.[a]?.[b] ?? 0;
