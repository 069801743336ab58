import { CommanderError } from 'commander';
import { DomainError } from '../app/base/domain-error.ts';

export const SUCCESS = 0;
/** Something failed after work had begun, or an examination found problems. */
export const FAILURE = 1;
/** The request cannot be carried out as it is, and nothing was changed. */
export const BAD_INPUT = 2;

const BAD_INPUT_AREAS = /^(query|input|evaluation|compare|duplicates|document)\./;
const BAD_INPUT_CODES: ReadonlySet<string> = new Set([
  'source.missing',
  'source.not-a-folder',
  'model.missing',
  'library.missing',
  'library.older',
  'library.newer',
  'library.locked',
  'library.unwritable',
]);

/** The exit code that tells a script what an error means for it. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === SUCCESS ? SUCCESS : BAD_INPUT;
  if (!(error instanceof DomainError)) return FAILURE;
  return BAD_INPUT_CODES.has(error.code) || BAD_INPUT_AREAS.test(error.code) ? BAD_INPUT : FAILURE;
}
