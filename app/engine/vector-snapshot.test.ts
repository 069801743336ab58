import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databasePath } from '../storage/connection.ts';
import { LibraryStore } from '../storage/library-store.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { VectorIndex } from '../vector-index/index.ts';
import { VectorFeed } from './vector-feed.ts';
import { VectorHolder } from './vector-holder.ts';
import { type FedIndexes, VectorSnapshot } from './vector-snapshot.ts';

const MODEL = { fingerprint: 'fingerprint', width: 8 };
const query = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0);

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
  await store('/notes/a.md', 60);
  await store('/notes/b.md', 40);
});
afterEach(() => library[Symbol.dispose]());

describe('vectors that were saved', () => {
  it('are taken up, and the database is asked for what is new and what is gone', async () => {
    await save();
    await store('/notes/c.md', 5);
    await store('/notes/a.md', 0);
    await using holder = await open();
    await vi.waitFor(() => expect(holder.status().counts).toEqual({ sentence: 45, passage: 45 }));
    rmSync(file());
    await using fresh = await open();
    expect(holder.search('sentence', query, 45)).toEqual(fresh.search('sentence', query, 45));
    expect(holder.search('passage', query, 45)).toEqual(fresh.search('passage', query, 45));
  });

  it('are not taken up where the file is damaged, and every vector is there all the same', async () => {
    await save();
    const bytes = readFileSync(file());
    bytes[bytes.length - 9]! ^= 1;
    writeFileSync(file(), bytes);
    await using holder = await open();
    expect(holder.status().counts).toEqual({ sentence: 100, passage: 100 });
    expect(await holder.examineSnapshot()).toMatchObject({ state: 'bad' });
    await holder.rebuild();
    expect(await holder.examineSnapshot()).toEqual({ state: 'absent' });
  });

  it.each([
    ['a folder in its place', (path: string) => mkdirSync(path)],
    [
      'a file said to go further than it does',
      (path: string, saved: Buffer) => writeFileSync(path, saidToGoFurther(saved)),
    ],
  ])('are read from the database instead: %s', async (_, damage) => {
    await save();
    const saved = readFileSync(file());
    await store('/notes/c.md', 5);
    rmSync(file());
    damage(file(), saved);
    await using holder = await open();
    expect(holder.status().counts).toEqual({ sentence: 105, passage: 105 });
    expect(await holder.examineSnapshot()).toMatchObject({ state: 'bad' });
    await holder.rebuild();
    expect(await holder.examineSnapshot()).toEqual({ state: 'absent' });
  });

  it('are not taken up where the database was put back from a copy, and gave their ids to others', async () => {
    library.store[Symbol.dispose]();
    const copy = join(library.dir, 'copy');
    copyFileSync(databasePath(library.dir), copy);
    reopen();
    await store('/notes/c.md', 30);
    await save();
    library.store[Symbol.dispose]();
    copyFileSync(copy, databasePath(library.dir));
    reopen();
    await store('/notes/d.md', 30);
    await using holder = await open();
    rmSync(file());
    await using fresh = await open();
    expect(holder.search('sentence', query, 130)).toEqual(fresh.search('sentence', query, 130));
  });

  it('are saved again when a tenth of them has changed', async () => {
    using feed = new VectorFeed(library.dir, library.model);
    const snapshot = new VectorSnapshot(cacheDir(), MODEL, 1);
    const fed = await read(feed);
    await snapshot.save(fed);
    const { mtimeNs } = statSync(file(), { bigint: true });
    const isSavedAgain = () => statSync(file(), { bigint: true }).mtimeNs > mtimeNs;
    snapshot.noteChanges(19);
    await snapshot.save(fed);
    expect(isSavedAgain()).toBe(false);
    snapshot.noteChanges(1);
    await snapshot.save(fed);
    expect(isSavedAgain()).toBe(true);
  });

  it('are given up where a change comes meanwhile', async () => {
    using feed = new VectorFeed(library.dir, library.model);
    const snapshot = new VectorSnapshot(cacheDir(), MODEL, 1);
    const saving = snapshot.save(await read(feed));
    snapshot.noteChanges(1);
    await saving;
    expect(existsSync(file())).toBe(false);
  });

  it('are not worth a file where they are few', async () => {
    using feed = new VectorFeed(library.dir, library.model);
    await new VectorSnapshot(cacheDir(), MODEL).save(await read(feed));
    expect(existsSync(file())).toBe(false);
  });
});

const cacheDir = () => join(library.dir, 'vectors');
const file = () => join(cacheDir(), 'all.vectors');

function store(path: string, count: number) {
  const texts = Array.from({ length: count }, (_, i) => `Sentence ${i} of ${path}.`);
  return library.writer.replaceDocument(documentOf(library.source, path, texts), library.model);
}

async function read(feed: VectorFeed): Promise<FedIndexes> {
  const empty = async (unit: 'sentence' | 'passage') => ({
    unit,
    index: await VectorIndex.open({ modelId: 'fingerprint', unit, width: 8 }),
    lastId: 0,
  });
  const fed = { sentence: await empty('sentence'), passage: await empty('passage') };
  for (const each of Object.values(fed)) await feed.readNew(each);
  return fed;
}

/** With higher last ids in its header, so that a start would take what is new for read. */
function saidToGoFurther(saved: Buffer): Buffer {
  const text = saved.toString('latin1');
  return Buffer.from(
    text.replace(/(?<="lastId":)\d+/g, (id) => '9'.repeat(id.length)),
    'latin1',
  );
}

async function save(): Promise<void> {
  using feed = new VectorFeed(library.dir, library.model);
  await new VectorSnapshot(cacheDir(), MODEL, 1).save(await read(feed));
}

/** The library as another process finds it. */
function reopen(): void {
  const store = LibraryStore.open(library.dir);
  const { dir, source, model } = library;
  const dispose = () => {
    store[Symbol.dispose]();
    rmSync(dir, { recursive: true });
  };
  library = { dir, source, model, store, writer: store.writer!, [Symbol.dispose]: dispose };
}

function open(): Promise<VectorHolder> {
  const { dir: libraryDir, model: modelId } = library;
  return VectorHolder.open({ libraryDir, modelId, ...MODEL, cacheDir: cacheDir(), resident: false });
}
