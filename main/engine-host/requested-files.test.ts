import { expect, it } from 'vitest';
import type { FromEngine } from './messages.ts';
import { RequestedFiles } from './requested-files.ts';

function requestedFiles() {
  const told: FromEngine[] = [];
  return { told, files: new RequestedFiles((message) => told.push(message)) };
}

it('asks the shell for each file, and waits for its own answer', async () => {
  const { told, files } = requestedFiles();
  const first = files.open('/notes/a.md', 'open');
  const second = files.open('/notes/b.md', 'reveal');
  expect(told).toEqual([
    { kind: 'open', id: 1, path: '/notes/a.md', how: 'open' },
    { kind: 'open', id: 2, path: '/notes/b.md', how: 'reveal' },
  ]);
  files.done(2, null);
  await second;
  files.done(1, null);
  await first;
});

it('tells what the system says when it cannot', async () => {
  const { files } = requestedFiles();
  const opening = files.open('/notes/a.md', 'open');
  files.done(1, 'No application is registered');
  await expect(opening).rejects.toMatchObject({
    code: 'open.no-program',
    cause: 'No application is registered',
  });
});

it('has files put into the bin, and tells why one could not be', async () => {
  const { told, files } = requestedFiles();
  const going = files.moveToBin('/notes/a.md');
  const staying = files.moveToBin('/notes/b.md');
  expect(told).toEqual([
    { kind: 'bin', id: 1, path: '/notes/a.md' },
    { kind: 'bin', id: 2, path: '/notes/b.md' },
  ]);
  files.done(1, null);
  files.done(2, 'Permission denied');
  await going;
  await expect(staying).rejects.toMatchObject({ code: 'bin.failed', cause: 'Permission denied' });
});
