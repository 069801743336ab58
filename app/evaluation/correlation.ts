/**
 * Pearson correlation of two series of the same length n ≥ 2.
 * @returns a number from -1 to 1; NaN when a series is constant.
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  if (n !== b.length || n < 2)
    throw new RangeError(`Two series of one length ≥ 2 are needed, got ${n} and ${b.length}`);
  const meanA = mean(a);
  const meanB = mean(b);
  let covariance = 0;
  let varianceA = 0;
  let varianceB = 0;
  for (let i = 0; i < n; i++) {
    const da = (a[i] as number) - meanA;
    const db = (b[i] as number) - meanB;
    covariance += da * db;
    varianceA += da * da;
    varianceB += db * db;
  }
  return covariance / Math.sqrt(varianceA * varianceB);
}

/** Spearman's rank correlation: Pearson's of the ranks, equal values sharing their mean rank. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return pearson(ranks(a), ranks(b));
}

function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, index) => index).sort(
    (x, y) => (values[x] as number) - (values[y] as number),
  );
  const result = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end++;
    for (let i = start; i < end; i++) result[order[i] as number] = (start + end + 1) / 2;
    start = end;
  }
  return result;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
