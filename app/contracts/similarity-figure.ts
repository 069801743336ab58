/** What the arithmetic of two equal vectors may lack to 1. */
const PRECISION = 1e-6;
const LARGEST_BELOW_ONE = 0.999;

/**
 * A similarity for people, the same in every face of the program: rounded to three decimals, but 1.000 only where
 * nothing is missing.
 */
export function similarityFigure(similarity: number): string {
  const rounded = Math.round(similarity * 1000) / 1000;
  const shown = similarity < 1 - PRECISION ? Math.min(rounded, LARGEST_BELOW_ONE) : rounded;
  // Never −0.
  return (shown + 0).toFixed(3);
}
