import { LEAST_THRESHOLD } from '../contracts/duplicates.ts';
import type { PassageId } from '../storage/ids.ts';
import type { ComparedRow, PairEvidence, PairRow } from '../storage/read/comparison-rows.ts';
import { compareSketches } from './evidence.ts';
import { FingerprintIndex } from './fingerprint-index.ts';
import { judgePair } from './judge-pair.ts';
import type { Neighbourhoods } from './neighbourhoods.ts';
import type { PassageContent, PassageShelf } from './passage-shelf.ts';
import type { TermWeights } from './terms.ts';
import { LEAST_WORDS } from './text-sketch.ts';

type ContentOf = (id: PassageId) => PassageContent | undefined;

/** Finds what passages might be duplicates of, by words and by meaning, and measures both for each pair. */
export class PairFinder {
  readonly #shelf: PassageShelf;
  readonly #byId: ReadonlyMap<PassageId, ComparedRow>;
  readonly #index: FingerprintIndex;
  readonly #neighbourhoods: Neighbourhoods;
  readonly #unrelated: number;
  readonly #weights: TermWeights;

  /**
   * @param byId       all passages, in the order of their ids.
   * @param weights    what words tell in this library.
   * @param unrelated  mean cosine of unrelated texts with this model.
   */
  constructor(
    shelf: PassageShelf,
    byId: ReadonlyMap<PassageId, ComparedRow>,
    neighbourhoods: Neighbourhoods,
    weights: TermWeights,
    unrelated: number,
  ) {
    this.#shelf = shelf;
    this.#byId = byId;
    this.#index = new FingerprintIndex([...byId.values()]);
    this.#neighbourhoods = neighbourhoods;
    this.#unrelated = unrelated;
    this.#weights = weights;
  }

  /** Pairs of these passages with any others that are duplicates at the lowest threshold, each pair once. */
  pairsOf(passages: readonly ComparedRow[]): PairRow[] {
    const candidates = passages
      .filter(({ words }) => words >= LEAST_WORDS)
      .map((passage) => ({ passage, others: this.#candidates(passage) }));
    const involved = candidates.flatMap(({ passage, others }) => [passage.passageId, ...others]);
    const contentOf = this.#shelf.contents([...new Set(involved)]);
    const pairs = new Map<string, PairRow>();
    for (const { passage, others } of candidates) {
      for (const other of others) {
        const pair = this.#measured(passage.passageId, other, contentOf);
        if (pair) pairs.set(`${pair.first}/${pair.second}`, pair);
      }
    }
    return [...pairs.values()];
  }

  #candidates(passage: ComparedRow): Set<PassageId> {
    const byWords = this.#index.candidates(passage);
    const byMeaning = this.#neighbourhoods.of(passage)?.nearest ?? [];
    return new Set([...byWords, ...byMeaning].filter((id) => id !== passage.passageId));
  }

  #measured(one: PassageId, other: PassageId, contentOf: ContentOf): PairRow | null {
    const [first, second] = one < other ? [one, other] : [other, one];
    const [a, b] = [contentOf(first), contentOf(second)];
    const [rowA, rowB] = [this.#byId.get(first), this.#byId.get(second)];
    if (!a || !b || !rowA || !rowB || isStepByStep(a, b)) return null;
    const cosine = this.#neighbourhoods.cosine(rowA, rowB);
    const evidence: PairEvidence = { ...compareSketches(a.sketch, b.sketch, this.#weights), cosine };
    const { similarity } = judgePair(evidence, {
      words: [rowA.words, rowB.words],
      sameDocument: a.documentId === b.documentId,
      densities: [this.#neighbourhoods.density(rowA), this.#neighbourhoods.density(rowB)],
      unrelated: this.#unrelated,
    });
    return similarity >= LEAST_THRESHOLD ? { first, second, ...evidence } : null;
  }
}

/** Documents build up their listings and tables step by step, so within one document these repeat each other by nature. */
function isStepByStep(first: PassageContent, second: PassageContent): boolean {
  return first.documentId === second.documentId && (isListing(first) || isListing(second));
}

function isListing({ kind }: PassageContent): boolean {
  return kind === 'code' || kind === 'table';
}
