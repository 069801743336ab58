import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { TINY_MODEL } from '../../app/engine/temporary-engine.ts';
import { randomNumbers } from '../../app/near-duplicates/random-texts.ts';
import { databasePath } from '../../app/storage/connection.ts';
import { NO_MODEL } from '../../app/storage/ids.ts';
import { LibraryStore } from '../../app/storage/library-store.ts';
import type { Examination } from '../../app/storage/read/examination.ts';
import { Notebook } from '../library/notebook.ts';
import { never, openLibrary } from '../library/open-library.ts';
import { DAMAGES } from './damage-kinds.ts';
import { type DamageOutcome, type Told, toldOrCrashed } from './outcome.ts';
import { dumpTables, type TableDump } from './table-dump.ts';

export const DATABASE = 'library.sqlite';
const NOTES = 40;
const PHRASES = ['"week 17"', 'oak OR tenant', '"about tax"'];

/** Damages copies of one database, one place each, and looks at what is noticed. */
export async function* damageDatabase(seed: number, cases: number): AsyncGenerator<DamageOutcome> {
  const root = mkdtempSync(join(tmpdir(), 'semblance-damage-'));
  try {
    const whole = join(root, 'whole');
    await makeLibrary(whole, new Notebook(join(root, 'notes'), seed, NOTES));
    const expected = contentOf(whole);
    const below = randomNumbers(seed);
    const kinds = Object.entries(DAMAGES);
    for (let number = 0; number < cases; number++) {
      const [kind, damage] = kinds[number % kinds.length] as (typeof kinds)[number];
      const copy = join(root, 'copy');
      cpSync(databasePath(whole), databasePath(copy), { recursive: true });
      const what = `${kind}: ${damage(databasePath(copy), below)}`;
      yield { number, file: DATABASE, kind, what, ...examined(copy, expected) };
      rmSync(copy, { recursive: true });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function makeLibrary(libraryDir: string, { folder }: Notebook): Promise<void> {
  await using engine = await openLibrary({ libraryDir, model: TINY_MODEL, access: 'write', resident: false });
  await engine.index([folder], never);
  for await (const _ of engine.updateDuplicates(never));
}

function examined(libraryDir: string, expected: Content): Told {
  try {
    using store = LibraryStore.openReadOnly(libraryDir);
    const active = store.models.inRole('active');
    const found = store.examine(active ? store.models.idOf(active.fingerprint) : NO_MODEL);
    if (!isSound(found)) return { toldBy: 'doctor', changed: [], crash: null };
  } catch (error) {
    return toldOrCrashed('opening', error);
  }
  try {
    return { toldBy: null, changed: differing(contentOf(libraryDir), expected), crash: null };
  } catch (error) {
    return toldOrCrashed('reading', error);
  }
}

export function isSound(found: Examination): boolean {
  const lists = [found.integrity, found.incomplete, found.changedVectors, found.changedContents];
  const numbers = [found.strayVectors, found.misshapenVectors, found.changedFigures];
  return (
    lists.every((list) => list.length === 0) && numbers.every((number) => number === 0) && found.wordsAgree
  );
}

type Content = { readonly tables: TableDump; readonly words: string };

function contentOf(libraryDir: string): Content {
  const db = new SqliteDatabase(databasePath(libraryDir), { readonly: true });
  try {
    const match = db
      .prepare('SELECT rowid, bm25(passage_fts) FROM passage_fts WHERE passage_fts MATCH ?')
      .raw();
    return { tables: dumpTables(db), words: JSON.stringify(PHRASES.map((phrase) => match.all(phrase))) };
  } finally {
    db.close();
  }
}

function differing(found: Content, expected: Content): string[] {
  const names = [...expected.tables.keys()].filter(
    (name) => found.tables.get(name) !== expected.tables.get(name),
  );
  return found.words === expected.words ? names : [...names, 'words'];
}
