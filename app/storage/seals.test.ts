import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath } from './connection.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from './temporary-library.ts';

const TEXTS = ['The ferry was late.', 'It rained on the heron.'];
const SOUND = {
  integrity: [],
  incomplete: [],
  changedContents: [],
  changedVectors: [],
  strayVectors: 0,
  misshapenVectors: 0,
  changedFigures: 0,
  wordsAgree: true,
};

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
  await library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', TEXTS), library.model);
});
afterEach(() => library[Symbol.dispose]());

const examined = () => library.store.examine(library.model);
function damage(sql: string): void {
  const db = new SqliteDatabase(databasePath(library.dir));
  // The tables of the full-text index may not be written otherwise.
  db.unsafeMode();
  db.exec(sql);
  db.close();
}

describe('what a document was stored with', () => {
  it('is as it was after it was stored, changed, moved, and encoded again', async () => {
    expect(examined()).toEqual(SOUND);
    const { writer, source, model } = library;
    await writer.replaceDocument(documentOf(source, '/notes/a.md', [...TEXTS, 'A third.'], TEXTS), model);
    expect(examined()).toEqual(SOUND);
    const { id } = library.store.documents.byPath('/notes/a.md') ?? {};
    await writer.moveDocument(id!, source, { path: '/notes/b.md', size: 1, modifiedAt: 2, changedAt: 2 });
    expect(examined()).toEqual(SOUND);
  });

  it('is as it is now where passages that had changed on the disk are stored anew', async () => {
    const { writer, source, model } = library;
    const vectors = () => library.store.vectors.after('sentence', model, 0, 10);
    const { scales, data } = vectors();
    damage('UPDATE vector SET scale = 9; UPDATE sentence SET text_end = 1');
    await writer.replaceDocument(documentOf(source, '/notes/a.md', TEXTS), model);
    expect(examined()).toEqual(SOUND);
    expect(vectors()).toMatchObject({ scales, data });
  });

  it.each([
    ['its text', `UPDATE document_text SET text = replace(text, 'late', 'lame')`],
    ['its title', `UPDATE document SET title = 'Another'`],
    ['its tags', `UPDATE document SET tags = '["x"]'`],
    ['the place of a passage', 'UPDATE passage SET start = start + 1 WHERE ordinal = 1'],
    ['the place of a sentence', 'UPDATE sentence SET text_end = text_end - 1 WHERE id = 1'],
    ['a passage that is gone', 'DELETE FROM sentence WHERE passage_id = 2; DELETE FROM passage WHERE id = 2'],
    ['a text that is gone', 'DELETE FROM document_text'],
    ['a seal that is gone', 'UPDATE document SET seal = NULL'],
  ])('is known to have changed: %s', (_, sql) => {
    damage(sql);
    expect(examined().changedContents).toHaveLength(1);
  });

  it.each([
    ['a component', `UPDATE vector SET data = x'0102030405060708' WHERE id = 1`],
    ['a scale', 'UPDATE vector SET scale = scale * 2 WHERE id = 2'],
    ['an owner', 'UPDATE vector SET owner_id = 3 - owner_id WHERE unit = 1'],
    ['one that is gone', 'DELETE FROM vector WHERE id = 1'],
  ])('is known to have other vectors: %s', (_, sql) => {
    damage(sql);
    expect(examined()).toMatchObject({ changedVectors: [1], changedContents: [] });
  });
});

it('a seal that is not even bytes is no seal', () => {
  damage(`PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(sql, 'seal BLOB', 'seal ANY') WHERE name LIKE 'document%'`);
  damage('UPDATE document SET seal = 7; UPDATE document_model SET seal = 7');
  expect(examined()).toMatchObject({ changedVectors: [1], changedContents: [1] });
});

describe('the full-text index', () => {
  it.each([
    ['a word that is not there', `INSERT INTO passage_fts (rowid, text, heading) VALUES (1, 'lute', '')`],
    [
      'a word less',
      `INSERT INTO passage_fts (passage_fts, rowid, text, heading) VALUES ('delete', 1, 'The ferry was late.', '[]')`,
    ],
    ['how many words a passage has', `UPDATE passage_fts_docsize SET sz = x'0901' WHERE id = 1`],
    ['how many words there are', `UPDATE passage_fts_data SET block = x'020901' WHERE id = 1`],
  ])('is known to have changed: %s', (_, sql) => {
    damage(sql);
    expect(examined().wordsAgree).toBe(false);
  });
});

describe('a schema', () => {
  it('that no program wrote is told', () => {
    damage('DROP TRIGGER passage_removed');
    expect(examined().integrity).toEqual(['passage_removed is not as it was made']);
  });
});
