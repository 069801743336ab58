import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath } from '../connection.ts';
import { LibraryStore } from '../library-store.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../temporary-library.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => library[Symbol.dispose]());

describe('settings', () => {
  it('have their defaults until they are set, and are kept', async () => {
    expect(library.store.settings.get('device')).toBe('auto');
    await library.writer.set('device', 'cpu');
    await library.writer.set('device', 'webgpu');
    using reader = LibraryStore.openReadOnly(library.dir);
    expect(reader.settings.get('device')).toBe('webgpu');
  });

  it.each(['"a device of a later version"', 'no json', 'null'])(
    'have their defaults where %s is stored',
    (value) => {
      const db = new SqliteDatabase(databasePath(library.dir));
      db.prepare(`INSERT INTO setting VALUES ('device', ?)`).run(value);
      db.close();
      expect(library.store.settings.get('device')).toBe('auto');
    },
  );
});
