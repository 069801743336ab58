import type { ErrorData } from '../../app/base/domain-error.ts';

import { withoutControls } from './print.ts';

type Words = Pick<ErrorData, 'code' | 'message' | 'nextStep'>;

/** Expected trouble as a person at a terminal reads it: the code, what happened, and what to do. */
export function troubleInWords({ code, message, nextStep }: Words): string {
  return withoutControls(`${code}: ${message}\n  ${nextStep}`);
}

/** Says on stderr what a command that went well could not do. */
export function printNotice(words: Words): void {
  process.stderr.write(`note: ${troubleInWords(words)}\n`);
}
