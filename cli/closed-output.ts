import { FAILURE } from './exit-code.ts';
import { troubleInWords } from './output/trouble.ts';

/**
 * Ends the program quietly once nobody reads its results any more, as after `semblance … | head`, and with a word where
 * they cannot be written, as to a full disk. Messages on stderr that nobody gets are dropped.
 */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`semblance: ${troubleInWords(unwritable(error))}\n`);
    process.exit(FAILURE);
  });
  process.stderr.on('error', () => {});
}

function unwritable({ code, message }: NodeJS.ErrnoException) {
  return {
    code: 'output.unwritable',
    message: `The results cannot be written (${code ?? message}).`,
    nextStep: 'Make room, or send them somewhere else, then run the command again.',
  };
}
