const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** 12_345_678 → "12.3 MB"; three digits at most, in steps of a thousand. */
export function formatBytes(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1_000 ** step;
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[step]}`;
}
