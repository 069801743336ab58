import { useState } from 'react';
import type { Comparison } from '../../../app/contracts/compare.ts';
import type { Side } from '../../state/compare-session.ts';
import { type TokenPair, withBestPartner } from './token-pairs.ts';

/** The pair of tokens that is looked at, everywhere it is shown. */
export interface PairInSight {
  readonly pair: TokenPair | null;
  point(pair: TokenPair | null): void;
  /** A token alone brings its best partner along. */
  pointToken(side: Side, token: number): void;
}

export function usePair({ tokens }: Comparison): PairInSight {
  const [pair, setPair] = useState<TokenPair | null>(null);
  const inRange = pair !== null && pair.a < tokens.a.length && pair.b < tokens.b.length;
  return {
    pair: inRange ? pair : null,
    point: setPair,
    pointToken(side, token) {
      setPair(tokens.similarity && withBestPartner(tokens.similarity, side, token));
    },
  };
}
