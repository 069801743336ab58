import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuplicateRequest } from '../contracts/duplicates.ts';
import { type DocumentHit, SearchRequest } from '../contracts/search.ts';
import { databasePath } from '../storage/connection.ts';
import { cacheName, findChosenModel } from './chosen-model.ts';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes, TINY_MODEL } from './temporary-engine.ts';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

function damage(sql: string): void {
  const db = new SqliteDatabase(databasePath(temporary.library));
  db.unsafeMode();
  db.pragma('writable_schema = ON');
  db.exec(sql);
  db.close();
}
const problems = async (engine: Engine, repair = false) =>
  (await engine.doctor(repair)).filter(({ status }) => status === 'problem').map(({ check }) => check);

describe('a repair', () => {
  it('needs one run for vectors of the wrong width and the documents that lose them', async () => {
    temporary.put('lease.md', 'The tenant must give two months notice.');
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    damage(`UPDATE vector SET data = x'0102' WHERE unit = 0`);
    expect(await problems(engine)).toContain('stray vectors');
    expect(await problems(engine, true)).toEqual([]);
    expect(await problems(engine)).toEqual([]);
    expect(await engine.status()).toMatchObject({ documents: 1, sentences: 1 });
  });

  it.each([
    ['a stored text', `UPDATE document_text SET text = replace(text, 'two', 'ten')`, 'stored content'],
    ['a passage', `UPDATE passage SET text = replace(text, 'two', 'ten')`, 'stored content'],
    ['a vector', 'UPDATE vector SET scale = scale * 2 WHERE unit = 0', 'stored vectors'],
  ])('puts right what changed on the disk: %s', async (_, sql, check) => {
    temporary.put('lease.md', 'The tenant must give two months notice.');
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    const before = await engine.search(SearchRequest.parse({ query: 'two months' }));
    damage(sql);
    expect(await problems(engine)).toContain(check);
    expect(await problems(engine, true)).toEqual([]);
    expect(await problems(engine)).toEqual([]);
    const { hits } = await engine.search(SearchRequest.parse({ query: 'two months' }));
    const told = ({ sentence, cosine }: DocumentHit) => ({ sentence, cosine });
    expect(hits.map(told)).toEqual(before.hits.map(told));
  });

  it('has near-duplicates looked for again whose figures changed on the disk', async () => {
    const lease = 'The tenant must give two months notice before the lease ends in autumn.';
    for (const name of ['lease.md', 'copy.md']) temporary.put(name, lease);
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    const groups = async () => {
      for await (const _ of engine.updateDuplicates(never));
      return (await engine.duplicates(DuplicateRequest.parse({}))).groups.map(({ kind }) => kind);
    };
    expect(await groups()).toEqual(['identical']);
    damage('UPDATE passage_pair SET same_text = 0');
    await expect(groups()).rejects.toMatchObject({ code: 'duplicates.damaged' });
    expect(await problems(engine)).toEqual(['figures']);
    expect(await problems(engine, true)).toEqual([]);
    expect(await groups()).toEqual(['identical']);
  });

  it('looks at everything although the full-text index is damaged, and builds that again', async () => {
    temporary.put('lease.md', 'The tenant must give two months notice.');
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    await engine.search(SearchRequest.parse({ query: 'tenant' }));
    damage(`DELETE FROM vector WHERE unit = 0; UPDATE passage_fts_data SET block = x'00' WHERE id > 10`);
    expect(await problems(engine)).toEqual(expect.arrayContaining(['completeness', 'words']));
    expect(await problems(engine, true)).toEqual([]);
    expect(await problems(engine)).toEqual([]);
  });

  it('makes missing vectors again although the files cannot be read now', async () => {
    temporary.put('lease.md', 'The tenant must give two months notice.');
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    damage('DELETE FROM vector WHERE unit = 0');
    renameSync(temporary.notes, `${temporary.notes}-away`);
    expect(await problems(engine)).toContain('completeness');
    expect(await problems(engine, true)).toEqual([]);
    expect((await engine.status()).documents).toBe(1);
    expect(await problems(engine)).toEqual([]);
  });

  it('deletes files of graphs that are of no use', async () => {
    await using engine = await temporary.open();
    const chosen = await findChosenModel({ model: TINY_MODEL }, temporary.library);
    const folder = join(temporary.library, 'vectors', cacheName(chosen));
    const header = join(folder, 'sentence.json');
    mkdirSync(folder, { recursive: true });
    writeFileSync(header, 'no header');
    expect(await problems(engine)).toEqual(['sentence vectors']);
    expect(await problems(engine, true)).toEqual([]);
    expect(existsSync(header)).toBe(false);
  });

  it('waits for the indexing run under way', async () => {
    for (let i = 0; i < 100; i++) temporary.put(`note-${i}.md`, `Note number ${i} ends here.`);
    await using engine = await temporary.open();
    const run = engine.index([temporary.notes], never);
    while ((engine.progress?.filesDone ?? 0) < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await problems(engine, true)).toEqual([]);
    expect(engine.progress?.filesDone).toBe(100);
    await run;
  });
});

describe('vectors that changed on the disk', () => {
  it('are taken over neither by a copy nor by the next version of their document', async () => {
    const lease = 'The tenant must give two months notice.';
    const path = temporary.put('lease.md', lease);
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    const found = async () => (await engine.search(SearchRequest.parse({ query: 'two months' }))).hits;
    const [{ cosine } = { cosine: null }] = await found();
    damage('UPDATE vector SET scale = scale * 2');
    temporary.put('copy.md', lease);
    await engine.index([temporary.notes], never);
    expect(await problems(engine)).toEqual(['stored vectors']);
    writeFileSync(path, `${lease}\n\nA heron waited.\n`);
    await engine.index([temporary.notes], never);
    expect(await problems(engine)).toEqual([]);
    for (const hit of await found()) expect(hit.cosine).toBeCloseTo(cosine!, 3);
  });
});

describe('an examination beside an indexing run', () => {
  it('takes nothing that is under way for damage', async () => {
    for (let i = 0; i < 200; i++) temporary.put(`note-${i}.md`, `Note number ${i} ends here.`);
    await using writer = await temporary.open();
    await using reader = await temporary.open({ access: 'read' });
    let running = true;
    const run = writer.index([temporary.notes], never).finally(() => {
      running = false;
    });
    do expect(await problems(reader)).toEqual([]);
    while (running);
    await run;
  });
});
