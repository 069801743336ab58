import type { DuplicateKind, DuplicateScope } from '../contracts/duplicates.ts';
import type { PassageId } from '../storage/ids.ts';
import type { PairRow } from '../storage/read/comparison-rows.ts';
import type { ComparisonReader, IgnoredPair, PairedPassage } from '../storage/read/comparisons.ts';
import { judgePair } from './judge-pair.ts';
import { KeptApart } from './kept-apart.ts';
import type { Acquaintance, Star, Tie } from './star-cover.ts';

const ROWS_PER_READ = 5_000;

export interface JudgedPair extends Tie {
  readonly first: PassageId;
  readonly second: PassageId;
  readonly kind: DuplicateKind;
  readonly cosine: number | null;
  /** Other numbers, or more negations: few words, and another matter. */
  readonly saysOther: boolean;
}

/** Two passages that the user keeps apart, and what they have in common, if they were compared with each other. */
export interface IgnoredPassages {
  /** The one to keep. */
  readonly reference: PassageId;
  readonly member: PassageId;
  readonly tie: JudgedPair | null;
}

/** Every stored pair with its kind and similarity, and the passages they are of. */
export class JudgedPairs implements Acquaintance<JudgedPair> {
  readonly #passages: ReadonlyMap<PassageId, PairedPassage>;
  readonly #pairs: readonly JudgedPair[];
  readonly #keptApart: KeptApart;
  /** Keys of texts that the user keeps apart. */
  readonly keptApartTexts: readonly IgnoredPair[];

  /** @param unrelated  mean cosine of unrelated texts with the model in use. */
  constructor(reader: ComparisonReader, unrelated: number) {
    const passages = reader.pairedPassages();
    this.#passages = new Map(passages.map((passage) => [passage.id, passage]));
    this.keptApartTexts = reader.ignoredPairs();
    this.#keptApart = new KeptApart(this.keptApartTexts, passages, this.precedence);
    this.#pairs = [...readAll(reader)].flatMap((row) => {
      const [first, second] = [this.#passages.get(row.first), this.#passages.get(row.second)];
      return first && second ? [judged(row, first, second, unrelated)] : [];
    });
  }

  /** Pairs of a scope that are at least so similar; those that are kept apart are among them. */
  above(threshold: number, scope: DuplicateScope, kinds: readonly DuplicateKind[] | undefined): JudgedPair[] {
    const inScope = this.#scopeTest(scope);
    return this.#pairs.filter(
      (pair) => pair.similarity >= threshold && (!kinds || kinds.includes(pair.kind)) && inScope(pair),
    );
  }

  /** A passage of one of the pairs. */
  passage(id: PassageId): PairedPassage {
    return this.#passages.get(id)!;
  }

  get ignoredCount(): number {
    return this.#keptApart.texts.length;
  }

  /** One of each two texts that the user keeps apart, the most similar ones of those that were compared. */
  ignored(): IgnoredPassages[] {
    return this.#keptApart.texts.map(({ first, second }) => {
      const [ones, others] = [new Set(first), new Set(second)];
      const [tie = null] = this.#pairs
        .filter((pair) => isBetween(pair, ones, others))
        .sort((a, b) => b.similarity - a.similarity || this.precedence(a.first, b.first));
      const [reference, member] = (
        tie ? [tie.first, tie.second] : [first[0]!, second.find((id) => id !== first[0])!]
      ).sort(this.precedence) as [PassageId, PassageId];
      return { reference, member, tie };
    });
  }

  apartFrom(passage: number): ReadonlySet<number> {
    return this.#keptApart.from(passage);
  }

  isCopy({ kind }: JudgedPair): boolean {
    return kind === 'identical';
  }

  /** A passage that stands in another one says only its share of that one. */
  coverage(passage: number, { first, second, kind, similarity }: JudgedPair): number {
    const wordsOf = (id: PassageId) => this.#passages.get(id)!.words;
    const [own, others] = passage === first ? [first, second] : [second, first];
    if (kind !== 'contained') return similarity;
    return similarity * Math.min(1, wordsOf(own) / wordsOf(others));
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

function isBetween(
  { first, second }: JudgedPair,
  ones: ReadonlySet<PassageId>,
  others: ReadonlySet<PassageId>,
): boolean {
  return (ones.has(first) && others.has(second)) || (ones.has(second) && others.has(first));
}

function judged(row: PairRow, first: PairedPassage, second: PairedPassage, unrelated: number): JudgedPair {
  const judgement = judgePair(row, {
    words: [first.words, second.words],
    sameDocument: first.documentId === second.documentId,
    densities: [first.density, second.density],
    unrelated,
  });
  const { cosine, numbers, negations } = row;
  const saysOther = numbers !== 0 || negations !== 0;
  return { first: row.first, second: row.second, cosine, saysOther, ...judgement };
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
