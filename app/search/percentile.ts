/**
 * Places a similarity in the library's own distribution: the share of random sentence pairs that are less alike, from
 * 0 to 100, cut to two decimals. So 100 means that none of the sampled pairs comes as near.
 * @param cosines  of random pairs, ascending; empty when the library is too small to have a distribution.
 */
export function percentileOf(cosine: number, cosines: Float64Array): number | null {
  if (cosines.length === 0) return null;
  let low = 0;
  let high = cosines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cosines[middle] as number) < cosine) low = middle + 1;
    else high = middle;
  }
  return Math.floor((low / cosines.length) * 10_000) / 100;
}
