import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listFolder } from '../host/folder-listing.ts';
import { createRouter } from './router.ts';
import { TemporaryNotes } from './temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

it('takes no folder from a window that starts from wherever the program was started', async () => {
  await using engine = await temporary.open();
  const client = createRouterClient(createRouter(engine, { listFolder }));
  await expect(client.library.addSource({ path: '.' })).rejects.toMatchObject({
    code: 'DOMAIN',
    data: { code: 'source.not-absolute' },
  });
  expect((await engine.status()).sources).toEqual([]);
});
