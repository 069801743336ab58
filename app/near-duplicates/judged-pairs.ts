import type { DuplicateKind, DuplicateScope } from '../contracts/duplicates.ts';
import type { PassageId } from '../storage/ids.ts';
import type { ComparisonReader, PairedPassage, PairRow } from '../storage/read/comparisons.ts';
import { judgePair } from './judge-pair.ts';
import type { Star, Tie } from './star-cover.ts';

const ROWS_PER_READ = 5_000;

export interface JudgedPair extends Tie {
  readonly first: PassageId;
  readonly second: PassageId;
  readonly kind: DuplicateKind;
  readonly cosine: number | null;
}

/** Every stored pair with its kind and similarity, and the passages they are of. */
export class JudgedPairs {
  readonly #passages: ReadonlyMap<PassageId, PairedPassage>;
  readonly #pairs: readonly JudgedPair[];
  /** Those that the user keeps apart. */
  readonly ignored: readonly JudgedPair[];

  /** @param unrelated  mean cosine of unrelated texts with the model in use. */
  constructor(reader: ComparisonReader, unrelated: number) {
    this.#passages = new Map(reader.pairedPassages().map((passage) => [passage.id, passage]));
    const keptApart = new Set(reader.ignoredPairs().map((pair) => pair.join('/')));
    const [pairs, ignored]: JudgedPair[][] = [[], []];
    for (const row of readAll(reader)) {
      const [first, second] = [this.#passages.get(row.first), this.#passages.get(row.second)];
      if (!first || !second) continue;
      const isIgnored = keptApart.has([first.hash, second.hash].sort().join('/'));
      (isIgnored ? ignored : pairs)!.push(judged(row, first, second, unrelated));
    }
    this.#pairs = pairs!;
    this.ignored = ignored!;
  }

  /** Pairs of a scope that are at least so similar. */
  above(threshold: number, scope: DuplicateScope, kinds: readonly DuplicateKind[] | undefined): JudgedPair[] {
    const inScope = this.#scopeTest(scope);
    return this.#pairs.filter(
      (pair) => pair.similarity >= threshold && (!kinds || kinds.includes(pair.kind)) && inScope(pair),
    );
  }

  /** Orders passages, the one to keep first: the longest, of those the oldest, of those by place. */
  readonly precedence = (one: number, other: number): number => {
    const [a, b] = [this.#passages.get(one as PassageId)!, this.#passages.get(other as PassageId)!];
    return (
      b.words - a.words || a.modifiedAt - b.modifiedAt || compareText(a.path, b.path) || a.start - b.start
    );
  };

  /** How many words would be gone if the members of the star other than its reference were. */
  repeatedWords({ members }: Star<JudgedPair>): number {
    return members.reduce((sum, { passage }) => sum + this.#passages.get(passage as PassageId)!.words, 0);
  }

  #scopeTest(scope: DuplicateScope): (pair: JudgedPair) => boolean {
    if (scope.within === 'library') return () => true;
    const sourceOf = (id: PassageId): number => this.#passages.get(id)!.sourceId;
    const [one, other] = scope.within === 'source' ? [scope.source, scope.source] : scope.sources;
    return ({ first, second }) => {
      const [a, b] = [sourceOf(first), sourceOf(second)];
      return (a === one && b === other) || (a === other && b === one);
    };
  }
}

function judged(row: PairRow, first: PairedPassage, second: PairedPassage, unrelated: number): JudgedPair {
  const judgement = judgePair(row, {
    words: [first.words, second.words],
    sameDocument: first.documentId === second.documentId,
    densities: [first.density, second.density],
    unrelated,
  });
  return { first: row.first, second: row.second, cosine: row.cosine, ...judgement };
}

function* readAll(reader: ComparisonReader): Generator<PairRow, void> {
  for (let last: PairRow | null = null; ; ) {
    const page = reader.pairs(last, ROWS_PER_READ);
    yield* page;
    if (page.length === 0) return;
    last = page.at(-1)!;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
