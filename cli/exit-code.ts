import { DomainError } from '../app/base/domain-error.ts';

export const SUCCESS = 0;
/** Something failed after work had begun, or an examination found problems. */
export const FAILURE = 1;
/** The request cannot be carried out as it is, and nothing was changed. */
export const BAD_INPUT = 2;

const BAD_INPUT_AREAS = /^(query|input|evaluation|compare|duplicates|document|conversion)\./;
/** Of those areas, but found when the work was under way or done. */
const FAILED_WORK: ReadonlySet<string> = new Set([
  'conversion.cannot-write',
  'conversion.self-check-failed',
  'compare.disagreement',
]);
const BAD_INPUT_CODES: ReadonlySet<string> = new Set([
  'source.missing',
  'source.not-a-folder',
  'source.is-library',
  'source.is-system',
  'serve.port-taken',
  'serve.port-forbidden',
  'model.missing',
  'model.checksum',
  'model.corrupt',
  'model.unsupported',
  'model.hub-unknown',
  'model.hub-refused',
  'model.hub-strange',
  'model.hub-nothing-usable',
  'model.bad-exit-layer',
  'model.bad-dimensions',
  'library.missing',
  'library.other-model',
  'library.model-missing',
  'library.empty',
  'library.no-text',
  'library.older',
  'library.newer',
  'library.locked',
  'library.busy',
  'library.unwritable',
  'device.other-system',
  'device.not-built-in',
  'device.no-session',
  'device.unsupported-model',
]);

/** The exit code that tells a script what an error means for it. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof DomainError)) return FAILURE;
  if (FAILED_WORK.has(error.code)) return FAILURE;
  return BAD_INPUT_CODES.has(error.code) || BAD_INPUT_AREAS.test(error.code) ? BAD_INPUT : FAILURE;
}
