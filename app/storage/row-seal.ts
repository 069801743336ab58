import { crc32 } from 'node:zlib';
import { DomainError } from '../base/domain-error.ts';

/**
 * The seal of a row of figures that are worked out from texts and vectors: a CRC-32, at whose price every use of the row
 * proves it. Seals of documents (seals.ts) cost more, and `doctor` alone looks at them.
 * @param figures  of the columns in a fixed order, as SQLite gives them: what is no number counts as none.
 */
export function rowSeal(figures: readonly unknown[], bytes: Uint8Array | null = null): number {
  const numbers = new Float64Array(figures.length);
  // SQLite knows no negative zero.
  for (const [i, figure] of figures.entries())
    numbers[i] = typeof figure === 'number' ? figure + 0 : Number.NaN;
  const sum = crc32(new Uint8Array(numbers.buffer));
  return bytes === null ? sum : crc32(bytes, sum);
}

/** What is stored of near-duplicates is not what was stored. */
export function changedComparisons(): DomainError {
  return new DomainError('duplicates.damaged', {
    message: 'What is known of near-duplicates was changed on the disk, and not by Semblance.',
    nextStep: 'Repair the library (semblance doctor --repair), then look for duplicates again.',
  });
}
