import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentsRequest, type LibraryStatus } from '../contracts/library.ts';
import { SearchRequest } from '../contracts/search.ts';
import { listFolder } from '../host/folder-listing.ts';
import { deleteLibrary } from './delete-library.ts';
import { createRouter } from './router.ts';
import { ServedEngine } from './served-engine.ts';
import { never, TemporaryNotes, TINY_MODEL } from './temporary-engine.ts';

let temporary: TemporaryNotes;
let note: string;
beforeEach(() => {
  temporary = new TemporaryNotes();
  note = temporary.put('bread.md', 'The dough rests in the cupboard overnight.');
});
afterEach(() => temporary[Symbol.dispose]());

const EVERYTHING = DocumentsRequest.parse({});
const inLibrary = (...names: string[]) => join(temporary.library, ...names);

/** An indexed library, closed. */
async function closedLibrary(): Promise<void> {
  await using engine = await temporary.open();
  await engine.index([temporary.notes], never);
}

describe('deleting a library', () => {
  it('takes all that it is made of, and nothing that lies beside it', async () => {
    await closedLibrary();
    cpSync(TINY_MODEL, inLibrary('models', 'tiny'), { recursive: true });
    mkdirSync(inLibrary('models', '.partial-1'));
    mkdirSync(inLibrary('vectors', 'm'), { recursive: true });
    writeFileSync(inLibrary('vectors', 'm', 'sentence.hnsw'), 'graph');
    writeFileSync(inLibrary('thesis.md'), 'not made by Semblance');
    expect(await deleteLibrary(temporary.library)).toEqual([]);
    expect(readdirSync(temporary.library)).toEqual(['thesis.md']);
    expect(existsSync(note)).toBe(true);
  });

  it('follows no link, and tells what it left', async () => {
    await closedLibrary();
    const elsewhere = join(temporary.notes, '..', 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'precious.txt'), 'mine');
    mkdirSync(inLibrary('models'));
    for (const path of [inLibrary('vectors'), inLibrary('models', 'linked')]) symlinkSync(elsewhere, path);
    mkdirSync(inLibrary('models', 'no-package'));
    const left = await deleteLibrary(temporary.library);
    expect(left.sort()).toEqual(
      [inLibrary('models', 'linked'), inLibrary('models', 'no-package'), inLibrary('vectors')].sort(),
    );
    expect(readdirSync(elsewhere)).toEqual(['precious.txt']);
    expect(existsSync(inLibrary('library.sqlite'))).toBe(false);
  });

  it('is refused while somebody has it open', async () => {
    await using _engine = await temporary.open();
    await expect(deleteLibrary(temporary.library)).rejects.toMatchObject({ code: 'library.locked' });
    expect(existsSync(inLibrary('library.sqlite'))).toBe(true);
  });
});

describe('a served library of which everything is deleted', () => {
  const serve = async () => {
    const served = await ServedEngine.open(() => temporary.open());
    const host = { listFolder, openFile: async () => {}, moveToBin: async () => null };
    return { served, client: createRouterClient(createRouter(served, host)) };
  };

  it('is empty afterwards, and works; whoever followed it follows it anew', async () => {
    const { served, client } = await serve();
    await using _served = served;
    await served.current.index([temporary.notes], never);
    const followed: LibraryStatus[] = [];
    const following = (async () => {
      for await (const status of await client.library.watch()) followed.push(status);
    })();
    await expect.poll(() => followed.length).toBeGreaterThan(0);
    expect(await client.library.deleteEverything({ libraryDir: temporary.library })).toEqual({ left: [] });
    await following;
    expect(followed.at(-1)).toMatchObject({ documents: 1 });
    expect(await client.library.status()).toMatchObject({ documents: 0, sources: [], writable: true });
    await served.current.index([temporary.notes], never);
    const { hits } = await client.search.query(SearchRequest.parse({ query: 'dough', mode: 'words' }));
    expect(hits).toHaveLength(1);
  });

  it('has to be named, and to be open for writing', async () => {
    const { served, client } = await serve();
    await using _served = served;
    const other = client.library.deleteEverything({ libraryDir: temporary.notes });
    await expect(other).rejects.toMatchObject({ data: { code: 'library.not-this-one' } });
    await using reader = await temporary.open({ access: 'read' });
    expect(() => reader.requireDeletable(temporary.library)).toThrow(/is open for reading only/);
    expect(await client.library.status()).toMatchObject({ writable: true });
  });
});

describe('rebuilding the index', () => {
  it('reads every file again, and keeps what was read from a folder that is away', async () => {
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    const before = engine.documents(EVERYTHING).documents[0]!;
    await engine.rebuild();
    await expect.poll(async () => (await engine.status()).documents, { timeout: 15_000 }).toBe(1);
    const after = engine.documents(EVERYTHING).documents[0]!;
    expect(after).toEqual({ ...before, documentId: after.documentId });
    expect(after.documentId).not.toBe(before.documentId);
    renameSync(temporary.notes, `${temporary.notes}-away`);
    expect((await engine.rebuild()).documents).toBe(1);
  });

  it('is refused while indexing is paused, when nothing could be read', async () => {
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    await engine.pause();
    await expect(engine.rebuild()).rejects.toMatchObject({ code: 'library.paused' });
    expect(await engine.status()).toMatchObject({ documents: 1 });
  });
});
