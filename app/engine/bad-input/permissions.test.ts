import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SearchRequest } from '../../contracts/search.ts';
import type { Engine } from '../engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';

let temporary: TemporaryNotes;
let engine: Engine;
beforeAll(async () => {
  // Permissions do not bind the superuser, so that one becomes somebody else.
  if (isRoot) process.seteuid?.(NOBODY);
  temporary = new TemporaryNotes();
  temporary.put('first.md', 'The heron waits.');
  temporary.put('sub/second.md', 'The swallow leaves.');
  temporary.put('closed/third.md', 'The crake calls.');
  if (!isWindows) chmodSync(note('closed'), 0);
  engine = await temporary.open({ resident: true });
  await engine.index([temporary.notes], never);
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  if (isRoot) process.seteuid?.(0);
  temporary[Symbol.dispose]();
});

const find = async (word: string) =>
  (await engine.search(SearchRequest.parse({ query: word, mode: 'words' }))).hits.map((hit) => hit.document);
const until = (expected: () => unknown) => vi.waitFor(expected, 30_000);
const index = () => engine.index([temporary.notes], never);
const note = (name: string) => join(temporary.notes, name);

describe.skipIf(isWindows)('while a library follows its folders, what may not be read', () => {
  it('from the beginning is read with what is in it as soon as it may be', async () => {
    chmodSync(note('closed'), 0o700);
    await until(async () => expect(await find('crake')).toEqual([note('closed/third.md')]));
  });

  it('any more keeps its place when it is a file, and is read when it may be read again', async () => {
    temporary.put('first.md', 'The heron waits for the bittern.');
    chmodSync(note('first.md'), 0);
    expect(await index()).toMatchObject({ documents: 3, skipped: [{ code: 'parse.unreadable' }] });
    expect(await find('heron')).toEqual([note('first.md')]);
    chmodSync(note('first.md'), 0o600);
    await until(async () => expect(await find('bittern')).toEqual([note('first.md')]));
    expect(engine.failed()).toEqual([]);
  });

  it('any more keeps its documents when it is a folder, and is followed when it may be read again', async () => {
    chmodSync(note('sub'), 0);
    expect(await index()).toMatchObject({ documents: 3, skipped: [{ code: 'source.path-unreadable' }] });
    expect(await find('swallow')).toEqual([note('sub/second.md')]);
    chmodSync(note('sub'), 0o700);
    temporary.put('sub/third.md', 'The dunlin feeds.');
    await until(async () => expect(await find('dunlin')).toEqual([note('sub/third.md')]));
  });

  it('any more keeps its documents when it is the whole source, and is followed when it may be read again', async () => {
    chmodSync(temporary.notes, 0);
    expect(await index()).toMatchObject({ documents: 4, skipped: [{ code: 'source.path-unreadable' }] });
    chmodSync(temporary.notes, 0o700);
    temporary.put('sub/fourth.md', 'The godwit wades.');
    await until(async () => expect(await find('godwit')).toEqual([note('sub/fourth.md')]));
  });
});
