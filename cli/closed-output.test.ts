import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));

it('ends without complaint when the reader of its output is gone', async () => {
  const program = spawn(process.execPath, [PROGRAM, 'model', 'list'], { stdio: ['ignore', 'pipe', 'pipe'] });
  program.stdout.destroy();
  const [complaint, [exitCode]] = await Promise.all([text(program.stderr), once(program, 'exit')]);
  expect({ complaint, exitCode }).toEqual({ complaint: '', exitCode: 0 });
});

it.skipIf(!existsSync('/dev/full'))('says that its results cannot be written', async () => {
  const program = spawn(process.execPath, [PROGRAM, 'model', 'list'], {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  const [complaint, [exitCode]] = await Promise.all([text(program.stderr!), once(program, 'exit')]);
  expect({ complaint, exitCode }).toEqual({
    complaint: expect.stringMatching(/^semblance: output\.unwritable: .*ENOSPC.*\n {2}\S.*\n$/),
    exitCode: 1,
  });
});
