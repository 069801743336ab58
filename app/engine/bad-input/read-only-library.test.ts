import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { SearchRequest } from '../../contracts/search.ts';
import { childProcessSpawner } from '../../host/child-process-port.ts';
import { canMakeReadOnly, ReadOnlyMedium } from '../../storage/read-only-medium.ts';
import { openEngine } from '../open-engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

// Where a medium cannot be made so (it takes the superuser), app/storage/read-only-medium.test.ts shows what it rests on.
describe.runIf(canMakeReadOnly())('a library on a medium that may not be written', () => {
  it('is searched by a host that stays, which refuses to change it with the reason', async () => {
    const path = temporary.put('note.md', 'The heron waits by the ferry.');
    {
      await using engine = await temporary.open();
      await engine.index([temporary.notes], never);
    }
    using medium = new ReadOnlyMedium();
    const libraryDir = medium.hold(temporary.library);
    const spawn = childProcessSpawner(silentLogger);
    await using engine = await openEngine({
      ...{ libraryDir, access: 'write', resident: true, spawn, logger: silentLogger },
    });
    for (const mode of ['words', 'meaning'] as const) {
      const { hits } = await engine.search(SearchRequest.parse({ query: 'heron', mode }));
      expect(hits.map(({ document }) => document)).toEqual([path]);
    }
    expect(await engine.status()).toMatchObject({ writable: false, documents: 1 });
    const refusal = { code: 'library.unwritable', nextStep: expect.stringMatching(/\w\.$/) };
    await expect(engine.index([temporary.notes], never)).rejects.toMatchObject(refusal);
    await expect(engine.doctor(true)).rejects.toMatchObject(refusal);
    expect((await engine.doctor(false)).filter(({ status }) => status === 'problem')).toEqual([]);
  });
});
