import { expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { SearchRequest } from '../contracts/search.ts';
import type { ModelId } from '../storage/ids.ts';
import { LibraryStore } from '../storage/library-store.ts';
import { examineInThread } from './examine-in-thread.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

it('lets searches be answered while it goes on', async () => {
  using temporary = new TemporaryNotes();
  const paragraphs = Array.from({ length: 200 }, (_, i) => `Paragraph ${i} is about herons.`);
  temporary.put('herons.md', paragraphs.join('\n\n'));
  await using engine = await temporary.open();
  await engine.index([temporary.notes], never);
  using store = LibraryStore.openReadOnly(temporary.library);
  const search = () => engine.search(SearchRequest.parse({ query: 'paragraph 17', mode: 'words' }));
  await search();

  const order: string[] = [];
  const parts = { libraryDir: temporary.library, store, logger: silentLogger };
  const examination = examineInThread(parts, 1 as ModelId).then(({ integrity, incomplete }) => {
    order.push('examined');
    expect([...integrity, ...incomplete]).toEqual([]);
  });
  for (let i = 0; i < 3; i++) await search().then(() => order.push('found'));
  await examination;
  expect(order).toEqual(['found', 'found', 'found', 'examined']);
});
