import { realpathSync, rmSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenHow } from '../contracts/open-document.ts';
import { listFolder } from '../host/folder-listing.ts';
import { createRouter } from './router.ts';
import { ServedEngine } from './served-engine.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

it('takes no folder from a window that starts from wherever the program was started', async () => {
  await using served = await ServedEngine.open(() => temporary.open());
  const client = createRouterClient(
    createRouter(served, { listFolder, openFile: async () => {}, moveToBin: async () => null }),
  );
  await expect(client.library.addSource({ path: '.' })).rejects.toMatchObject({
    code: 'DOMAIN',
    data: { code: 'source.not-absolute' },
  });
  expect((await served.current.status()).sources).toEqual([]);
});

it('opens documents of the library, and no other file', async () => {
  const path = temporary.put('bread.md', 'The dough rests in the cupboard overnight.');
  await using served = await ServedEngine.open(() => temporary.open());
  await served.current.index([temporary.notes], never);
  const opened: { path: string; how: OpenHow }[] = [];
  const openFile = async (path: string, how: OpenHow) => void opened.push({ path, how });
  const client = createRouterClient(
    createRouter(served, { listFolder, openFile, moveToBin: async () => null }),
  );
  const [hit] = (await client.search.query({ query: 'dough', mode: 'words' })).hits;

  await client.document.open({ documentId: hit!.documentId, how: 'reveal' });
  expect(opened).toEqual([{ path: realpathSync(path), how: 'reveal' }]);

  rmSync(path);
  const again = client.document.open({ documentId: hit!.documentId, how: 'open' });
  await expect(again).rejects.toMatchObject({ code: 'DOMAIN', data: { code: 'document.gone' } });
  const unknown = client.document.open({ documentId: 4711, how: 'open' });
  await expect(unknown).rejects.toMatchObject({ code: 'DOMAIN', data: { code: 'document.unknown' } });
  expect(opened).toHaveLength(1);
});
