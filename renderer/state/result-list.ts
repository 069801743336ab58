import type { DocumentHit, PassageHit } from '../../app/contracts/search.ts';

/** A hit's place in the list: the document it is listed under and its passage. */
export interface HitPlace {
  readonly document: DocumentHit;
  readonly passage: PassageHit;
}

/** The hits in the order of the screen: each document's best passage, then its further ones where unfolded. */
export function visibleHits(hits: readonly DocumentHit[], unfolded: ReadonlySet<number>): HitPlace[] {
  return hits.flatMap((document) => {
    const further = unfolded.has(document.documentId) ? document.more : [];
    return [document, ...further].map((passage) => ({ document, passage }));
  });
}

/** The hits inside one document, in the order of the text: what "next" and "previous" in the preview walk through. */
export function hitsInText(document: DocumentHit): PassageHit[] {
  return [document, ...document.more].sort((a, b) => a.passage.start - b.passage.start);
}

/**
 * The neighbour in the list, `null` above its first entry (the search field). Without a selection, down enters the
 * list at its top.
 */
export function step(places: readonly HitPlace[], selected: number | null, by: 1 | -1): number | null {
  const index = places.findIndex(({ passage }) => passage.passageId === selected);
  const next = index < 0 ? (by === 1 ? 0 : -1) : Math.min(index + by, places.length - 1);
  return places[next]?.passage.passageId ?? null;
}

/** Below this share of random pairs, a likeness says little: one pair in ten has it by chance. */
const TELLING_PERCENTILE = 90;

/**
 * How many hits to show at first: all up to the last one that shares words with the query or whose likeness tells
 * something. Where none does, all are shown, being the nearest there are.
 */
export function tellingCount(hits: readonly DocumentHit[]): number {
  const last = hits.findLastIndex(
    ({ matched, percentile }) =>
      matched !== 'meaning' || percentile === null || percentile >= TELLING_PERCENTILE,
  );
  return last < 0 ? hits.length : last + 1;
}
