import { setTimeout as rest } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForReading, openForWriting, startLog } from './connection.ts';
import { databaseTrouble } from './database-trouble.ts';
import { LibraryStore } from './library-store.ts';
import { type TemporaryLibrary, temporaryLibrary } from './temporary-library.ts';

let library: TemporaryLibrary;
let reader: Database;
beforeEach(async () => {
  library = await temporaryLibrary();
  library.store[Symbol.dispose]();
  reader = openForReading(library.dir);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM document').get();
});
afterEach(() => {
  reader.close();
  library[Symbol.dispose]();
});

describe('a library that is examined in one long reading', () => {
  it('is opened for writing with the model that it knows', async () => {
    using store = LibraryStore.open(library.dir);
    expect(await store.writer?.model('tiny', 'fingerprint', 8)).toBe(library.model);
  });

  it('is changed as soon as the reading is over, and holds up nobody until then', async () => {
    using store = LibraryStore.open(library.dir);
    const order: string[] = [];
    const changed = store.writer?.set('ignore', '*.tmp').then(() => order.push('changed'));
    await rest(20);
    order.push('read');
    reader.exec('COMMIT');
    await changed;
    expect(order).toEqual(['read', 'changed']);
    expect(store.settings.get('ignore')).toBe('*.tmp');
  });

  it('is not waited for without end', async () => {
    const db = openForWriting(library.dir);
    const trouble = await startLog(db, 0).catch(databaseTrouble);
    db.close();
    expect(trouble).toMatchObject({ code: 'library.busy', retryable: true });
  });
});
