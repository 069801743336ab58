/** The value below which a share of the values lies, linear between two of them. @param share  0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('No values to take a quantile of');
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Three significant digits, which is more than a busy machine gives. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
