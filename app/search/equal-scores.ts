import type { PassageId } from '../storage/ids.ts';
import type { PassageReader } from '../storage/read/passages.ts';

export interface ScoredPassage {
  readonly passageId: PassageId;
  readonly score: number;
}

/**
 * Puts passages with equal scores in the order of their places: path of the document, then place in it. So what is found
 * depends on what the library holds, and not on the order in which it was stored.
 * @param ranked  best first.
 */
export function orderEqualScores<Item extends ScoredPassage>(
  ranked: readonly Item[],
  passages: PassageReader,
): Item[] {
  const equal = ranked.filter(
    ({ score }, i) => score === ranked[i - 1]?.score || score === ranked[i + 1]?.score,
  );
  if (equal.length === 0) return [...ranked];
  const inOrder = passages.inOrderOfPlace(equal.map(({ passageId }) => passageId));
  const places = new Map(inOrder.map((id, place) => [id, place]));
  const placeOf = ({ passageId }: Item) => places.get(passageId) ?? inOrder.length;
  return ranked.toSorted((a, b) => b.score - a.score || placeOf(a) - placeOf(b));
}
