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

  it('brings back what a former version wrote, which sealed nothing', () => {
    truncateSync(databasePath(library.dir));
    const listed: object[] = JSON.parse(readFileSync(list, 'utf8'));
    writeFileSync(list, JSON.stringify(listed.map((entry) => ({ ...entry, seal: undefined }))));
    using store = LibraryStore.open(library.dir);
    expect(store.restoredSources).toEqual(['/notes', '/papers']);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual(listed);
  });

  it.each([
    ['that cannot be understood', (text: string) => text.slice(0, -5)],
    ['whose seals were damaged', (text: string) => text.replaceAll('"seal"', '"deal"')],
  ])('%s stays as it is while the database has no folder', (_, damage) => {
    truncateSync(databasePath(library.dir));
    const damaged = damage(readFileSync(list, 'utf8'));
    writeFileSync(list, damaged);
    using store = LibraryStore.open(library.dir);
    expect(store.restoredSources).toEqual([]);
    expect(readFileSync(list, 'utf8')).toBe(damaged);
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
