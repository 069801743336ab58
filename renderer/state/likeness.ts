/** The finest step shown: one random pair in ten thousand. */
const MAX_NINES = 4;

/**
 * A percentile as a number of nines, 0 to 4: each further one means that ten times fewer random pairs come this near
 * (90 % is 1, 99 % is 2, 99.9 % is 3). A linear scale would show all hits as full.
 */
export function nines(percentile: number): number {
  const farther = Math.max(1 - percentile / 100, 10 ** -MAX_NINES);
  return Math.min(Math.max(-Math.log10(farther), 0), MAX_NINES);
}

/** Cut, never rounded up: 99.97 stays below 100. */
export function formatPercentile(percentile: number): string {
  const digits = percentile < 90 ? 0 : percentile < 99 ? 1 : 2;
  const cut = Math.floor(percentile * 10 ** digits) / 10 ** digits;
  return `${Math.min(cut, 99.99)} %`;
}

/** What the meter says, in words. */
export function explainLikeness(percentile: number | null, cosine: number | null): string {
  const measured = cosine === null ? '' : ` Cosine ${cosine.toFixed(3)}.`;
  if (percentile === null) {
    return `This library is still too small to say how rare such a likeness is.${measured}`;
  }
  const oneIn = Math.round(1 / Math.max(1 - percentile / 100, 1e-4));
  const rarity =
    percentile < 50 ? '' : ` Only about one in ${oneIn.toLocaleString('en')} random pairs comes this near.`;
  return `Closer to your query than ${formatPercentile(percentile)} of random sentence pairs in this library.${rarity}${measured}`;
}
