import { DomainError } from '../base/domain-error.ts';

const TEXT_FAULTS = new Set([
  'encoder.crashed',
  'encoder.timeout',
  'encoder.out-of-memory',
  'model.not-finite',
]);

/** Some text broke the encoder; anything else (no model, a damaged one) would happen to every text and ends the run. */
export function isFaultOfTexts(thrown: unknown): boolean {
  return thrown instanceof DomainError && TEXT_FAULTS.has(thrown.code);
}
