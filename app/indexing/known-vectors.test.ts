import { createHash } from 'node:crypto';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath } from '../storage/connection.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { keptPassages, vectorsOfCopy } from './known-vectors.ts';
import type { ReadDocument } from './services.ts';

const TEXTS = ['The ferry was late.', 'It rained on the heron.'];
const HASH = createHash('sha256').update('The ferry was late.').digest().subarray(0, 16);

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
  for (const path of ['/notes/a.md', '/notes/b.md'])
    await library.writer.replaceDocument(documentOf(library.source, path, TEXTS), library.model);
});
afterEach(() => library[Symbol.dispose]());

const known = (path: string) => library.store.documents.byPath(path)!;
const kept = (path: string) => keptPassages(known(path).id, library.store, library.model);
async function borrowed(before?: string) {
  const { contentHash } = known('/notes/a.md');
  const file = { contentHash, type: 'markdown' } as ReadDocument;
  const vectorsOf = await vectorsOfCopy(
    file,
    before ? known(before) : undefined,
    library.store,
    library.model,
  );
  return vectorsOf(HASH);
}
function damage(path: string, sql: string): void {
  const db = new SqliteDatabase(databasePath(library.dir));
  db.exec(sql.replaceAll(':passages', `(SELECT id FROM passage WHERE document_id = ${known(path).id})`));
  db.close();
}
const DAMAGES = [
  ['a vector', `UPDATE vector SET scale = scale * 2 WHERE unit = 1 AND owner_id IN :passages`],
  ['a place in a text', 'UPDATE sentence SET text_end = text_end - 1 WHERE passage_id IN :passages'],
] as const;

describe('a document that is read again', () => {
  it('keeps the passages that have vectors', async () => {
    expect(await kept('/notes/a.md')).toHaveLength(2);
  });

  it.each(DAMAGES)('keeps none of them once something was changed on the disk: %s', async (_, sql) => {
    damage('/notes/a.md', sql);
    expect(await kept('/notes/a.md')).toEqual([]);
    expect(await kept('/notes/b.md')).toHaveLength(2);
  });

  it('keeps none of them where some have no vectors of the model', async () => {
    await library.writer.forgetVectors([known('/notes/a.md').id], library.model);
    expect(await kept('/notes/a.md')).toEqual([]);
  });
});

describe('a copy', () => {
  it('has the vectors of the document that it is a copy of', async () => {
    const [first] = library.store.passages.encoded(known('/notes/a.md').id, library.model);
    expect(await borrowed()).toEqual(library.store.vectors.ofPassage(first!.id, library.model));
  });

  it.each(DAMAGES)('has them of another copy once something was changed on the disk: %s', async (_, sql) => {
    const sound = await borrowed('/notes/a.md');
    damage('/notes/a.md', sql);
    expect(await borrowed()).toEqual(sound);
    damage('/notes/b.md', sql);
    expect(await borrowed()).toBeNull();
  });

  it('has nothing of what the file itself was', async () => {
    damage('/notes/a.md', DAMAGES[0][1]);
    expect(await borrowed('/notes/b.md')).toBeNull();
  });
});
