import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DomainError } from '../../app/base/domain-error.ts';
import { TINY_MODEL } from '../../app/engine/temporary-engine.ts';
import { randomNumbers } from '../../app/near-duplicates/random-texts.ts';
import { databasePath } from '../../app/storage/connection.ts';
import { databaseTrouble } from '../../app/storage/database-trouble.ts';
import { NO_MODEL } from '../../app/storage/ids.ts';
import { LibraryStore } from '../../app/storage/library-store.ts';
import type { Examination } from '../../app/storage/read/examination.ts';
import { trialOptions } from '../harness/options.ts';
import { Notebook } from '../library/notebook.ts';
import { never, openLibrary } from '../library/open-library.ts';
import { DAMAGES } from './damage-kinds.ts';
import { dumpTables, type TableDump } from './table-dump.ts';

const DEFAULT_CASES = 5_000;
const NOTES = 40;
const PHRASES = ['"week 17"', 'oak OR tenant', '"about tax"'];

/** What was noticed of a damage, and what it did. */
export interface DamageOutcome {
  readonly number: number;
  readonly kind: string;
  readonly what: string;
  /** `opening`: refused with a code; `doctor`: found by it; `reading`: told by what reads; null: by nothing. */
  readonly toldBy: 'opening' | 'doctor' | 'reading' | null;
  /** Tables that hold something else now; `words` where a search by words answers otherwise. */
  readonly changed: readonly string[];
  /** An error that no user could read. */
  readonly crash: string | null;
}

/** npm run trial -- damage [--count N] [--seed S]: damages a library's database at random places; exit 1 where nobody tells. */
export async function runDamage(args: readonly string[]): Promise<void> {
  const { seed, count } = trialOptions(args);
  console.log(`seed ${seed}`);
  const tallies = new Map<string, Map<string, number>>();
  for await (const outcome of damageDatabase(seed, count ?? DEFAULT_CASES)) {
    const result = resultOf(outcome);
    const tally = tallies.get(outcome.kind) ?? new Map<string, number>();
    tallies.set(outcome.kind, tally.set(result, (tally.get(result) ?? 0) + 1));
    if (outcome.crash) console.log(`  case ${outcome.number}, ${outcome.what}: ${outcome.crash}`);
    else if (result.startsWith('silent')) console.log(`  case ${outcome.number}, ${outcome.what}: ${result}`);
    if (outcome.crash || result.startsWith('silent')) process.exitCode = 1;
  }
  for (const [kind, tally] of tallies) {
    const figures = [...tally].sort().map(([result, cases]) => `${result}: ${cases}`);
    console.log(`${kind}: ${figures.join(', ')}`);
  }
}

/** In words. */
export function resultOf({ toldBy, changed, crash }: DamageOutcome): string {
  if (crash) return 'crash';
  if (toldBy) return `told by ${toldBy}`;
  return changed.length === 0 ? 'harmless' : `silent: ${changed}`;
}

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
      yield { number, kind, what, ...examined(copy, expected) };
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

type Told = Pick<DamageOutcome, 'toldBy' | 'changed' | 'crash'>;

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

function toldOrCrashed(toldBy: 'opening' | 'reading', error: unknown): Told {
  const isTold = databaseTrouble(error) instanceof DomainError || error instanceof DomainError;
  const crash = isTold ? null : String((error as Error).stack ?? error);
  return { toldBy: isTold ? toldBy : null, changed: [], crash };
}

function isSound(found: Examination): boolean {
  const lists = [found.integrity, found.incomplete, found.changedVectors, found.changedContents];
  return (
    lists.every((list) => list.length === 0) &&
    found.strayVectors + found.misshapenVectors === 0 &&
    found.wordsAgree
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
