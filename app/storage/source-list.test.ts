import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath } from './connection.ts';
import { LibraryStore } from './library-store.ts';
import { sourceListPath } from './source-list.ts';
import { type TemporaryLibrary, temporaryLibrary } from './temporary-library.ts';

let library: TemporaryLibrary;
let list: string;
beforeEach(async () => {
  library = await temporaryLibrary();
  await library.writer.addSource('/papers', { device: 2, inode: null });
  library.store[Symbol.dispose]();
  list = sourceListPath(library.dir);
});
afterEach(() => library[Symbol.dispose]());

describe('the list of folders', () => {
  it('brings back what was added, and nothing that somebody else wrote into it', () => {
    truncateSync(databasePath(library.dir));
    writeFileSync(list, readFileSync(list, 'utf8').replace('/notes', '/boats'));
    using store = LibraryStore.open(library.dir);
    expect(store.restoredSources).toEqual(['/papers']);
  });

  it('leaves nothing beside it where it cannot be written', () => {
    rmSync(list);
    mkdirSync(list);
    LibraryStore.open(library.dir)[Symbol.dispose]();
    expect(readdirSync(library.dir).filter((name) => name.startsWith('library.sources'))).toEqual([
      'library.sources.json',
    ]);
  });
});
