import { useMemo, useState } from 'react';
import { ChoicePill, ChoicePills } from '../../components/choice-pills.tsx';
import type { CompareAnswer } from '../../state/compare-session.ts';
import { formatChange, formatScore } from './figures.ts';
import { MapGrid } from './map-grid.tsx';
import { readingChange } from './reading-change.ts';
import { tokenNames } from './token-names.ts';
import { strongestPairs } from './token-pairs.ts';
import './token-map.css';
import type { PairInSight } from './use-pair.ts';

type Shown = 'likeness' | 'change';

interface TokenMapProps {
  readonly answer: CompareAnswer;
  readonly sight: PairInSight;
}

const MOST_PAIRS = 5;

/** Every token of the one text beside every token of the other. */
export function TokenMap({ answer, sight }: TokenMapProps) {
  const [wanted, setWanted] = useState<Shown>('likeness');
  const { tokens } = answer.chosen;
  const change = readingChange(answer)?.map ?? null;
  const shown = change ? wanted : 'likeness';
  const values = shown === 'change' ? change : tokens.similarity;
  if (!values) return null;
  const full = shown === 'change' ? largest(values) : 1;
  return (
    <section className="token-map" aria-labelledby="token-map-title">
      <div className="compare-section-head">
        <h2 id="token-map-title">Word by word</h2>
        {change && (
          <ChoicePills<Shown> label="What the map shows" value={shown} onChange={setWanted}>
            <ChoicePill value="likeness">Likeness</ChoicePill>
            <ChoicePill value="change">Change by reading both ways</ChoicePill>
          </ChoicePills>
        )}
      </div>
      <MapGrid
        tokens={tokens}
        values={values}
        full={full}
        isSigned={shown === 'change'}
        sight={sight}
        name={shown === 'change' ? 'Change of likeness, word by word' : 'Likeness, word by word'}
      />
      <div className="token-map-foot">
        <Readout answer={answer} values={values} isChange={shown === 'change'} sight={sight} />
        <Legend isChange={shown === 'change'} full={full} />
      </div>
      <Strongest answer={answer} sight={sight} />
    </section>
  );
}

interface ReadoutProps extends TokenMapProps {
  readonly values: readonly (readonly number[])[];
  readonly isChange: boolean;
}

/** The pair in sight, in words. */
function Readout({ answer, values, isChange, sight }: ReadoutProps) {
  const { tokens } = answer.chosen;
  const names = useMemo(() => ({ a: tokenNames(tokens.a), b: tokenNames(tokens.b) }), [tokens]);
  const { pair } = sight;
  const value = pair && values[pair.a]?.[pair.b];
  return (
    <p className="token-map-readout" aria-live="polite">
      {pair && value !== null && value !== undefined ? (
        <>
          <q dir="auto">{names.a[pair.a]?.full}</q> and <q dir="auto">{names.b[pair.b]?.full}</q>{' '}
          <b>{isChange ? formatChange(value) : formatScore(value)}</b>
        </>
      ) : (
        'Point at a cell or a word, or walk with the arrow keys.'
      )}
    </p>
  );
}

function Legend({ isChange, full }: { readonly isChange: boolean; readonly full: number }) {
  return (
    <p className="token-map-legend">
      <span>{isChange ? formatChange(-full) : '0 or less'}</span>
      <span className="token-map-scale" data-signed={isChange ? '' : undefined} aria-hidden="true" />
      <span>{isChange ? formatChange(full) : '1'}</span>
    </p>
  );
}

/** The map in a few words, for whoever does not want to read all of it. */
function Strongest({ answer, sight }: TokenMapProps) {
  const { tokens } = answer.chosen;
  const pairs = strongestPairs(answer.chosen, MOST_PAIRS);
  if (pairs.length === 0) return null;
  return (
    <div className="token-map-strongest">
      <h3 id="strongest-title">Nearest words</h3>
      <ol aria-labelledby="strongest-title">
        {pairs.map((pair) => (
          <li
            key={`${pair.a}-${pair.b}`}
            onMouseEnter={() => sight.point(pair)}
            onMouseLeave={() => sight.point(null)}
          >
            <span>
              {tokens.a[pair.a]!.text} <span aria-hidden="true">≈</span>
              <span className="visually-hidden">and</span> {tokens.b[pair.b]!.text}
            </span>{' '}
            <span className="token-map-value">{formatScore(pair.value)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function largest(values: readonly (readonly number[])[]): number {
  return values.reduce((most, row) => row.reduce((m, value) => Math.max(m, Math.abs(value)), most), 0);
}
