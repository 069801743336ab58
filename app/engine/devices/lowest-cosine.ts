/** The lowest cosine of rows of unit vectors, n × width each; NaN where a component is not a number. */
export function lowestCosine(a: Float32Array, b: Float32Array, width: number): number {
  let lowest = 1;
  for (let start = 0; start < a.length; start += width) {
    let cosine = 0;
    for (let i = start; i < start + width; i++) cosine += a[i]! * b[i]!;
    if (Number.isNaN(cosine)) return Number.NaN;
    lowest = Math.min(lowest, cosine);
  }
  return lowest;
}
