import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { openForReading } from './connection.ts';
import { ComparisonReader } from './read/comparisons.ts';
import { documentOf, temporaryLibrary } from './temporary-library.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A step that looks at every vector of a kind or of a model, in order to find those of one owner. */
const THROUGH_ALL = /^SEARCH vector .*(vector_by_owner \(unit=\?\)|vector_by_model)/;
/** Statements about all vectors of a model, about those of no owner, and those that read one owner after the other. */
const ABOUT_ALL = [
  /FROM vector WHERE (\+?unit = \? AND )?model_id = (\?|:model|model\.id)/,
  /owner_id NOT IN/,
  /\(owner_id, id\) > \(\?, \?\)/,
];

it('no statement looks through all vectors for those of one sentence, passage or document', async () => {
  const statements = preparedFrom(SqliteDatabase.prototype);
  using library = await temporaryLibrary();
  const { writer, store, source, model } = library;
  for (const name of ['a', 'b', 'a']) {
    await writer.replaceDocument(documentOf(source, `/notes/${name}.md`, [`Of ${name}.`, 'Herons.']), model);
  }
  const { id } = store.documents.byPath('/notes/a.md')!;
  await writer.forgetVectors([id], model);
  await writer.storeVectors(model, [], [id]);
  await writer.removeBadVectors();
  await writer.removeDocuments([id]);
  store.examine(model);
  using reader = new DisposableStack();
  const db = reader.adopt(openForReading(library.dir), (open) => open.close());
  new ComparisonReader(db, model).pendingCount();

  const looking = [...statements].filter((sql) => planOf(db, sql).some((step) => THROUGH_ALL.test(step)));
  expect(looking.filter((sql) => !ABOUT_ALL.some((form) => form.test(sql)))).toEqual([]);
  expect(statements.size).toBeGreaterThan(20);
});

/** Every statement that is prepared from now on. */
function preparedFrom(prototype: Database): ReadonlySet<string> {
  const statements = new Set<string>();
  const prepare = prototype.prepare;
  vi.spyOn(prototype, 'prepare').mockImplementation(function (this: Database, sql: string) {
    if (/\bvector\b/.test(sql) && !/^\s*(INSERT INTO vector|CREATE|ALTER|DROP)/.test(sql))
      statements.add(sql);
    return prepare.call(this, sql);
  });
  return statements;
}

function planOf(db: Database, sql: string): string[] {
  const statement = db.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const names = Array.from(sql.matchAll(/:(\w+)/g), ([, name]) => [name!, null]);
  const questions = Array.from(sql.matchAll(/\?/g), () => null);
  const rows = names.length > 0 ? statement.all(Object.fromEntries(names)) : statement.all(...questions);
  return (rows as { detail: string }[]).map(({ detail }) => detail);
}
