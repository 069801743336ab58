import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SearchRequest } from '../contracts/search.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

describe('a library open for reading', () => {
  it('shows what another process adds and removes', async () => {
    const lease = temporary.put('lease.md', 'The tenant must give two months notice.');
    await using writer = await temporary.open();
    await writer.index([temporary.notes], never);
    await using reader = await temporary.open({ access: 'read' });
    const found = async () => {
      const request = SearchRequest.parse({ query: 'tenant storm', mode: 'meaning' });
      return (await reader.search(request)).hits.map(({ document }) => document);
    };
    expect(await found()).toEqual([lease]);
    rmSync(lease);
    const storm = temporary.put('storm.md', 'An old oak fell in the storm.');
    await writer.index([temporary.notes], never);
    await vi.waitFor(async () => expect(await found()).toEqual([storm]), { timeout: 10_000, interval: 100 });
  });
});
