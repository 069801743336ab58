import { useMemo } from 'react';
import type { CompareAnswer, Side } from '../../state/compare-session.ts';
import { formatScore } from './figures.ts';
import { TokenText } from './token-text.tsx';
import './token-texts.css';
import { sum } from './token-runs.ts';
import type { PairInSight } from './use-pair.ts';

interface TokenTextsProps {
  readonly answer: CompareAnswer;
  readonly sight: PairInSight;
}

const NAMES: Record<Side, string> = { a: 'first', b: 'second' };

/** Both texts with what each of their tokens adds to the score. */
export function TokenTexts({ answer, sight }: TokenTextsProps) {
  const { contributions, tokens, cosine } = answer.chosen;
  const largest = useMemo(
    () => Math.max(...[...(contributions?.a ?? []), ...(contributions?.b ?? [])].map(Math.abs), 0),
    [contributions],
  );
  return (
    <section className="token-texts" aria-labelledby="token-texts-title">
      <div className="compare-section-head">
        <h2 id="token-texts-title">What each word adds</h2>
        {contributions && (
          <p className="token-texts-key">
            <span className="token-run" data-sign="more">
              adds
            </span>{' '}
            <span className="token-run" data-sign="less">
              takes away
            </span>
          </p>
        )}
      </div>
      <div className="token-texts-pair">
        {(['a', 'b'] as const).map((side) => (
          <div key={side}>
            <TokenText
              name={`Words of the ${NAMES[side]} text`}
              text={answer[side]}
              tokens={tokens[side]}
              contributions={contributions?.[side] ?? null}
              largest={largest}
              pointed={sight.pair?.[side] ?? null}
              onPoint={(token) => (token === null ? sight.point(null) : sight.pointToken(side, token))}
            />
            {contributions && (
              <p className="token-texts-sum">
                together <b>{formatScore(sum(contributions[side]))}</b>
              </p>
            )}
          </div>
        ))}
      </div>
      {contributions && (
        <p className="compare-note">
          The shares of either text add up to its similarity, {formatScore(cosine)}, with nothing left over.
        </p>
      )}
    </section>
  );
}
