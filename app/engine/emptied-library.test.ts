import { rmSync, truncateSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath } from '../storage/connection.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(async () => {
  temporary = new TemporaryNotes();
  temporary.put('lease.md', 'The tenant must give two months notice.');
  await using engine = await temporary.open();
  await engine.index([temporary.notes], never);
});
afterEach(() => temporary[Symbol.dispose]());

const told = {
  path: expect.any(String),
  code: 'library.emptied',
  message: expect.stringMatching(/lost its content/),
  nextStep: expect.stringMatching(/\w\.$/),
};

describe('a database that lost its content', () => {
  it.each([
    ['emptied', () => truncateSync(databasePath(temporary.library))],
    ['deleted', () => rmSync(databasePath(temporary.library))],
  ])('is filled again from the folders that it had, and told: %s', async (_, lose) => {
    lose();
    await using engine = await temporary.open();
    const report = await engine.index([], never);
    expect(report).toMatchObject({ documents: 1, skipped: [told] });
    expect((await engine.status()).sources).toMatchObject([{ path: temporary.notes, documents: 1 }]);
    expect(await engine.index([], never)).toMatchObject({ skipped: [] });
  });

  it('is not one whose last folder was removed', async () => {
    {
      await using engine = await temporary.open();
      const [source] = (await engine.status()).sources;
      await engine.removeSource(source!.id);
    }
    await using engine = await temporary.open();
    expect(await engine.index([], never)).toMatchObject({ documents: 0, skipped: [] });
    expect((await engine.status()).sources).toEqual([]);
  });
});
