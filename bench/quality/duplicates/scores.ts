import type { DuplicateKind } from '../../../app/contracts/duplicates.ts';
import type { FoundPair } from './found-pairs.ts';
import type { Planted } from './planted-library.ts';
import { type Half, PLANTED_KINDS, type PlantedKind } from './plants.ts';

/** What each planted kind may be called. */
const RIGHT_KINDS: Record<PlantedKind, readonly DuplicateKind[]> = {
  exact: ['identical'],
  spacing: ['identical'],
  case: ['near-identical'],
  punctuation: ['near-identical'],
  oneWord: ['near-identical'],
  twoWords: ['near-identical'],
  contained: ['contained'],
  mechanical: ['near-identical', 'reworded'],
  reworded: ['reworded'],
  rewordedFreely: ['reworded'],
};

/** How well planted pairs of one half were found. Shares are from 0 to 1, NaN of nothing. */
export interface Scores {
  readonly planted: number;
  readonly recall: ReadonlyMap<PlantedKind, number>;
  /** Of the pairs found, how many were called what they are. */
  readonly kindRight: ReadonlyMap<PlantedKind, number>;
  /** Of the pairs found with a planted passage or lookalike in them, the share of planted pairs. */
  readonly precision: number;
  /** The same for pairs that were called reworded. */
  readonly rewordedPrecision: number;
}

export function scoresOf(found: readonly FoundPair[], planted: Planted, half: Half): Scores {
  const pairs = planted.pairs.filter((pair) => pair.half === half);
  const kindOf = new Map(found.map((pair) => [keyOf(pair.first, pair.second), pair.kind]));
  const right = new Set(planted.pairs.map(({ origin, copy }) => keyOf(origin, copy)));
  const concerned = new Set([
    ...pairs.flatMap(({ origin, copy }) => [origin, copy]),
    ...planted.lookalikes.filter((one) => one.half === half).map(({ passage }) => passage),
  ]);
  const touching = found.filter(({ first, second }) => concerned.has(first) || concerned.has(second));
  const precisionOf = (some: readonly FoundPair[]) =>
    share(some, ({ first, second }) => right.has(keyOf(first, second)));
  const perKind = <T>(value: (kind: PlantedKind) => T) =>
    new Map(PLANTED_KINDS.map((kind) => [kind, value(kind)]));
  const foundOf = (kind: PlantedKind) =>
    pairs.filter((pair) => pair.kind === kind && kindOf.has(keyOf(pair.origin, pair.copy)));
  const calledKinds = (kind: PlantedKind) =>
    foundOf(kind).flatMap(({ origin, copy }) => kindOf.get(keyOf(origin, copy)) ?? []);
  return {
    planted: pairs.length,
    recall: perKind((kind) => foundOf(kind).length / pairs.filter((pair) => pair.kind === kind).length),
    kindRight: perKind((kind) => share(calledKinds(kind), (called) => RIGHT_KINDS[kind].includes(called))),
    precision: precisionOf(touching),
    rewordedPrecision: precisionOf(touching.filter(({ kind }) => kind === 'reworded')),
  };
}

function keyOf(one: number, other: number): string {
  return one < other ? `${one}/${other}` : `${other}/${one}`;
}

function share<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.filter(test).length / items.length;
}
