import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../base/domain-error.ts';
import { databasePath } from '../../storage/connection.ts';
import { databaseTrouble } from '../../storage/database-trouble.ts';
import type { DocumentId, ModelId } from '../../storage/ids.ts';
import { LibraryStore } from '../../storage/library-store.ts';
import { SCHEMA_VERSION } from '../../storage/migrations/index.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../../storage/temporary-library.ts';
import { folderState } from './folder-state.ts';

const DOCUMENTS = 30;
const FLIPS = 80;

/** Each is told before anything is read, whether the library is opened for reading or for writing. */
const DAMAGES: readonly [what: string, code: string, damage: (database: string) => void][] = [
  ['cut off in its first bytes', 'library.damaged', (database) => truncateSync(database, 100)],
  ['cut off after its first page', 'library.damaged', (database) => truncateSync(database, 4_096)],
  ['cut in half', 'library.damaged', (database) => truncateSync(database, size(database) / 2)],
  ['overwritten with other data', 'library.damaged', (database) => writeFileSync(database, noise(60_000))],
  ['overwritten in its header', 'library.damaged', (database) => overwrite(database, 0, noise(100))],
  ['of a newer program', 'library.newer', makeNewer],
];

let library: TemporaryLibrary;
/** A copy of the same library for every test. */
let dir: string;
beforeAll(async () => {
  library = await temporaryLibrary();
  for (let i = 0; i < DOCUMENTS; i++) {
    const paragraphs = Array.from({ length: 8 }, (_, p) => `Paragraph ${p} of document ${i} on a heron.`);
    await library.writer.replaceDocument(
      documentOf(library.source, `/notes/${i}.md`, paragraphs),
      library.model,
    );
  }
  library.store[Symbol.dispose]();
});
beforeEach(() => {
  dir = join(library.dir, 'copy');
  mkdirSync(dir);
  for (const name of ['library.sqlite', 'library.lock']) cpSync(join(library.dir, name), join(dir, name));
});
afterEach(() => rmSync(dir, { recursive: true }));
afterAll(() => library[Symbol.dispose]());

const OPENINGS = [LibraryStore.openReadOnly, LibraryStore.open];

/** Everything that readers do, on all that is stored. */
function readAll(store: LibraryStore): number {
  const { documents, passages, words, vectors } = store;
  for (const { id } of documents.filterable()) {
    documents.text(id as DocumentId);
    passages.ofDocument(id as DocumentId);
  }
  words.match('"heron"', 100);
  vectors.after('sentence', library.model as ModelId, 0, 1_000);
  return documents.counts().documents;
}

describe('a database', () => {
  it.each(DAMAGES)('%s is told as %s, and nothing is changed', (_, code, damage) => {
    damage(databasePath(dir));
    const before = folderState(dir);
    for (const open of OPENINGS) {
      expect(() => open(dir)).toThrow(
        expect.objectContaining({ code, nextStep: expect.stringMatching(/\w\.$/) }),
      );
    }
    expect(folderState(dir)).toEqual(before);
  });

  it('that is empty is told as such to readers, and filled again by a writer', () => {
    truncateSync(databasePath(dir), 0);
    expect(() => LibraryStore.openReadOnly(dir)).toThrow(expect.objectContaining({ code: 'library.empty' }));
    using store = LibraryStore.open(dir);
    expect(store.documents.counts().documents).toBe(0);
  });

  it('that is a folder is refused', () => {
    rmSync(databasePath(dir));
    mkdirSync(databasePath(dir));
    for (const open of OPENINGS) expect(() => open(dir)).toThrow(DomainError);
  });

  it.each(['-wal', '-shm'])('beside which a folder stands for its %s is told with a code', async (end) => {
    mkdirSync(databasePath(dir) + end);
    const change = async () => {
      using store = LibraryStore.open(dir);
      await store.writer?.forgetFailures([]);
    };
    await expect(change()).rejects.toThrow(DomainError);
  });

  it('with a log of nonsense beside it is read as it is', () => {
    writeFileSync(`${databasePath(dir)}-wal`, noise(20_000));
    using store = LibraryStore.open(dir);
    expect(readAll(store)).toBe(DOCUMENTS);
    expect(store.examine(library.model).integrity).toEqual([]);
  });

  it(`with one flipped bit, in ${FLIPS} places, answers or says that it is damaged`, () => {
    const whole = readFileSync(databasePath(dir));
    let told = 0;
    for (let flip = 0; flip < FLIPS; flip++) {
      const bytes = Buffer.from(whole);
      bytes[Math.floor((flip * whole.length) / FLIPS) + (flip % 7)]! ^= 1 << (flip % 8);
      writeFileSync(databasePath(dir), bytes);
      try {
        using store = LibraryStore.openReadOnly(dir);
        expect(readAll(store)).toBeLessThanOrEqual(DOCUMENTS);
        told += store.examine(library.model).integrity.length > 0 ? 1 : 0;
      } catch (error) {
        expect(databaseTrouble(error)).toBeInstanceOf(DomainError);
        told++;
      }
    }
    expect(told).toBeGreaterThan(0);
  });
});

describe('a lock file', () => {
  it('with something in it locks all the same', () => {
    writeFileSync(join(dir, 'library.lock'), noise(5_000));
    using first = LibraryStore.open(dir);
    expect(first.writer).not.toBeNull();
    using second = LibraryStore.open(dir);
    expect(second).toMatchObject({ writer: null, lockedBy: { pid: process.pid } });
  });

  it.each(['library.lock', 'library.lock.json'])(
    'that leads to another file locks all the same, and leaves that one alone: %s',
    (name) => {
      const letter = join(dir, '..', 'letter.txt');
      writeFileSync(letter, 'Dear aunt');
      rmSync(join(dir, name), { force: true });
      symlinkSync(letter, join(dir, name));
      {
        using first = LibraryStore.open(dir);
        expect(first.writer).not.toBeNull();
        using second = LibraryStore.open(dir);
        expect(second).toMatchObject({ writer: null, lockedBy: { pid: process.pid } });
      }
      expect(readFileSync(letter, 'utf8')).toBe('Dear aunt');
    },
  );

  it('is held by nobody in a copy of a library that is held', () => {
    using held = LibraryStore.open(dir);
    const copy = join(library.dir, 'second');
    cpSync(dir, copy, { recursive: true });
    {
      using taken = LibraryStore.open(copy);
      expect([held.writer, taken.writer]).not.toContain(null);
      expect(readAll(taken)).toBe(DOCUMENTS);
    }
    rmSync(copy, { recursive: true });
  });

  it.each([
    ['text', (path: string) => writeFileSync(path, 'nobody')],
    ['no holder', (path: string) => writeFileSync(path, '{"pid":"x"}')],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('refuses a second writer although %s stands where its holder is named', (_, damage) => {
    using first = LibraryStore.open(dir);
    expect(first.writer).not.toBeNull();
    rmSync(join(dir, 'library.lock.json'));
    damage(join(dir, 'library.lock.json'));
    using second = LibraryStore.open(dir);
    expect(second).toMatchObject({ writer: null, lockedBy: { pid: 0, host: 'unknown' } });
  });

  it('that cannot be one is told, and the library can still be read', () => {
    rmSync(join(dir, 'library.lock'));
    mkdirSync(join(dir, 'library.lock'));
    expect(() => LibraryStore.open(dir)).toThrow(expect.objectContaining({ code: 'library.unwritable' }));
    using store = LibraryStore.openReadOnly(dir);
    expect(readAll(store)).toBe(DOCUMENTS);
  });
});

function makeNewer(database: string): void {
  const db = new SqliteDatabase(database);
  db.prepare('INSERT INTO schema_version VALUES (?, 0)').run(SCHEMA_VERSION + 1);
  db.close();
}

function overwrite(path: string, at: number, bytes: Buffer): void {
  const content = readFileSync(path);
  bytes.copy(content, at);
  writeFileSync(path, content);
}

function size(path: string): number {
  return readFileSync(path).length;
}

/** The same bytes every time. */
function noise(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return state & 0xff;
    }),
  );
}
