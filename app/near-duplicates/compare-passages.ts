import type { DuplicateProgress } from '../contracts/duplicates.ts';
import type { PassageId } from '../storage/ids.ts';
import type { ComparedRow } from '../storage/read/comparison-rows.ts';
import type { ComparisonReader } from '../storage/read/comparisons.ts';
import type { ComparisonBatch } from '../storage/write/comparisons.ts';
import { Neighbourhoods } from './neighbourhoods.ts';
import { PairFinder } from './pair-finder.ts';
import { PassageShelf } from './passage-shelf.ts';

/** A tenth of a second of work or so. */
const PASSAGES_PER_STEP = 250;
/** Every passage is read, looked around from, and compared. */
const PASSES = 3;

/** A slice of the work: what is to be stored after it, and where the whole stands. */
export interface ComparisonStep {
  readonly progress: DuplicateProgress;
  readonly batch: ComparisonBatch | null;
}

/**
 * Compares the passages that were added since the last time, and those that lost a duplicate, with all others, in steps. Whoever stores what the steps
 * yield may stop at any of them: passages whose step was not stored are compared again next time.
 * @param unrelated  mean cosine of unrelated texts with this model.
 */
export function* comparePassages(
  reader: ComparisonReader,
  unrelated: number,
): Generator<ComparisonStep, void> {
  const total = PASSES * reader.pendingCount();
  if (total === 0) return;
  let done = 0;
  const step = (passages: number, batch: ComparisonBatch | null = null): ComparisonStep => {
    // Passages may come and go while they are compared; the total stays what it was.
    done = Math.min(total, done + passages);
    return { progress: { done, total }, batch };
  };

  function* inSteps<T>(work: Generator<void, T>): Generator<ComparisonStep, T> {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      yield step(0);
    }
  }

  const shelf = new PassageShelf(reader);
  yield* inSteps(shelf.readEarlier());
  for (const read of shelf.readPending(PASSAGES_PER_STEP)) yield step(read);
  if (shelf.fresh.length === 0) return;
  const passages = new Map(shelf.all().map((passage) => [passage.passageId, passage]));
  yield step(0);
  const neighbourhoods = yield* inSteps(Neighbourhoods.among(shelf.prose(), shelf.fresh.length, reader));
  for (const page of pagesOf(shelf.fresh)) {
    yield step(page.length, densitiesAround(page, neighbourhoods, passages));
  }
  const weights = yield* inSteps(shelf.termWeights());
  const finder = new PairFinder(shelf, passages, neighbourhoods, weights, unrelated);
  yield step(0);
  for (const page of pagesOf(shelf.fresh)) {
    const compared = page.map((passage) => ({ ...passage, density: neighbourhoods.density(passage) }));
    yield step(page.length, { compared, densities: [], pairs: finder.pairsOf(page) });
  }
  yield step(total);
}

/** Looks around from the passages; earlier ones that they are neighbours of get new neighbourhoods too. */
function densitiesAround(
  page: readonly ComparedRow[],
  neighbourhoods: Neighbourhoods,
  passages: ReadonlyMap<PassageId, ComparedRow>,
): ComparisonBatch {
  const neighbours = page.flatMap((passage) => neighbourhoods.of(passage)?.nearest ?? []);
  const densities = [...new Set(neighbours)].flatMap((passageId) => {
    const neighbour = passages.get(passageId)!;
    const density = neighbour.density === null ? null : neighbourhoods.of(neighbour)?.density;
    return density == null || density === neighbour.density ? [] : [{ ...neighbour, density }];
  });
  return { compared: [], densities, pairs: [] };
}

function* pagesOf(passages: readonly ComparedRow[]): Generator<readonly ComparedRow[], void> {
  for (let start = 0; start < passages.length; start += PASSAGES_PER_STEP) {
    yield passages.slice(start, start + PASSAGES_PER_STEP);
  }
}
