import {
  appendFileSync,
  closeSync,
  cpSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import type { ChildPort } from '../base/port.ts';
import { SearchRequest } from '../contracts/search.ts';
import { childProcessSpawner } from '../host/child-process-port.ts';
import { databaseTrouble, type Engine } from './engine.ts';
import { never, TemporaryNotes, TINY_MODEL } from './temporary-engine.ts';

const LEASE = '# Renting\n\nThe tenant must give two months notice before moving out of the flat.\n';
const SOUP = '# Kitchen\n\nSimmer the **lentil soup** for an hour, then season it.\n\n- salt\n- pepper\n';
const STORM = 'An old oak fell in the storm last night. Nobody was hurt.\n';

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

const find = (engine: Engine, query: string, mode: SearchRequest['mode'] = 'hybrid') =>
  engine.search(SearchRequest.parse({ query, mode }));
const documents = async (engine: Engine, query: string) =>
  (await find(engine, query)).hits.map((hit) => hit.document);

describe('indexing a folder', () => {
  it('makes every readable file searchable and tells what it left out', async () => {
    const lease = temporary.put('lease.md', LEASE);
    temporary.put('soup.md', SOUP);
    const binary = temporary.put('broken.txt', Buffer.from([0, 1, 2, 0, 0, 255]));
    await using engine = await temporary.open();
    const report = await engine.index([temporary.notes], never);
    expect(report).toMatchObject({ documents: 2, skipped: [{ path: binary, code: 'parse.binary' }] });
    expect((await documents(engine, 'tenant notice'))[0]).toBe(lease);
  });

  it('gives sentences with their exact place in the file', async () => {
    temporary.put('soup.md', SOUP);
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    const [hit] = (await find(engine, 'lentil soup')).hits;
    expect(hit?.sentence.text).toBe('Simmer the **lentil soup** for an hour, then season it.');
    expect(SOUP.slice(hit?.sentence.start, hit?.sentence.end)).toBe(hit?.sentence.text);
    expect(SOUP.slice(hit?.passage.start, hit?.passage.end)).toBe(hit?.passage.text);
    expect(hit).toMatchObject({ heading: ['Kitchen'], matched: 'both' });
  });

  it('encodes only the paragraph that changed', async () => {
    temporary.put('notes.md', `${LEASE}\n${STORM}`);
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    const before = await engine.status();
    const path = temporary.put('notes.md', `${LEASE}\nA young birch was planted in its place.\n`);
    utimesSync(path, new Date(), new Date(Date.now() + 5_000));
    await engine.index([temporary.notes], never);
    expect((await engine.status()).passages).toBe(before.passages);
    expect((await find(engine, 'birch', 'words')).hits).toHaveLength(1);
    expect((await find(engine, 'oak', 'words')).hits).toHaveLength(0);
  });

  it('follows a moved file without losing it, and forgets a deleted one', async () => {
    const lease = temporary.put('lease.md', LEASE);
    const soup = temporary.put('soup.md', SOUP);
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    const [{ documentId } = { documentId: 0 }] = (await find(engine, 'tenant notice')).hits;
    const moved = temporary.put('archive/x.md', '').replace('x.md', 'lease.md');
    renameSync(lease, moved);
    rmSync(soup);
    const report = await engine.index([temporary.notes], never);
    expect(report.documents).toBe(2);
    const [hit] = (await find(engine, 'tenant notice')).hits;
    expect(hit).toMatchObject({ document: moved, documentId });
    expect(await documents(engine, 'lentil')).not.toContain(soup);
  });

  it('keeps everything when its folder cannot be reached', async () => {
    temporary.put('lease.md', LEASE);
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    renameSync(temporary.notes, `${temporary.notes}-away`);
    await Array.fromAsync(engine.rescan(never));
    expect(await engine.status()).toMatchObject({ documents: 1, sources: [{ reachable: false }] });
  });

  it('stops between files when it is cancelled, and goes on later', async () => {
    for (let i = 0; i < 200; i++)
      temporary.put(`note-${i}.md`, `Note number ${i} is about subject ${i % 17}.`);
    const stop = new AbortController();
    await using engine = await temporary.open();
    const run = engine.index([temporary.notes], stop.signal);
    while ((engine.progress?.filesDone ?? 0) < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    const { documents: stored } = await engine.status();
    expect(stored).toBeGreaterThanOrEqual(20);
    expect((await engine.index([temporary.notes], never)).documents).toBe(200);
    expect((await engine.doctor(false)).filter(({ status }) => status === 'problem')).toEqual([]);
  });
});

describe('sources', () => {
  it('never lie inside one another', async () => {
    temporary.put('work/lease.md', LEASE);
    temporary.put('soup.md', SOUP);
    await using engine = await temporary.open();
    await engine.index([join(temporary.notes, 'work')], never);
    await engine.index([temporary.notes], never);
    await engine.index([join(temporary.notes, 'work')], never);
    expect(await engine.status()).toMatchObject({
      documents: 2,
      sources: [{ path: temporary.notes, documents: 2 }],
    });
  });

  it('are removed without stopping the work on others', async () => {
    for (let i = 0; i < 150; i++) temporary.put(`a/note-${i}.md`, `Note ${i} of the first folder. ${STORM}`);
    temporary.put('b/lease.md', LEASE);
    await using engine = await temporary.open();
    const [a, b] = [join(temporary.notes, 'a'), join(temporary.notes, 'b')];
    await engine.index([b], never);
    const run = engine.index([a], never);
    const { sources } = await engine.status();
    await engine.removeSource(sources.find(({ path }) => path === b)?.id as number);
    expect(await run).toMatchObject({ skipped: [] });
    expect(await engine.status()).toMatchObject({ documents: 150, sources: [{ path: a }] });
    expect(await documents(engine, 'tenant notice')).not.toContain(join(b, 'lease.md'));
  });
});

describe("trouble that is not the file's", () => {
  it('ends the run and blames no file', async () => {
    temporary.put('lease.md', LEASE);
    const spawn = childProcessSpawner(silentLogger);
    let works = true;
    const encoders: ChildPort[] = [];
    await using engine = await temporary.open({
      spawn: (entry) => {
        const child = spawn(entry);
        if (entry === 'encoder') encoders.push(child);
        return entry === 'parser' || works ? child : { ...child, post: () => child.kill() };
      },
    });
    works = false;
    encoders[0]?.kill();
    await expect(engine.index([temporary.notes], never)).rejects.toMatchObject({
      code: 'encoder.unavailable',
    });
    expect(await engine.status()).toMatchObject({ failed: 0, progress: { phase: 'failed' } });
  });

  it('is cancelled as a whole, with what waits', async () => {
    for (let i = 0; i < 300; i++) temporary.put(`note-${i}.md`, `Note ${i}. ${STORM}`);
    await using engine = await temporary.open();
    await engine.addSource(temporary.notes);
    const waiting = engine.index([temporary.notes], never);
    await waitFor(async () => (engine.progress?.filesDone ?? 0) > 10);
    engine.cancel();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await waitFor(async () => (await engine.status()).progress?.phase === 'cancelled');
    const { documents: stored } = await engine.status();
    expect(stored).toBeLessThan(300);
  });
});

describe('progress', () => {
  it('never goes backwards, keeps its total, and ends complete', async () => {
    for (let i = 0; i < 120; i++) temporary.put(`note-${i}.md`, `${STORM}\nNote ${i} ends here.`);
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    for (let i = 0; i < 120; i += 2) {
      utimesSync(
        temporary.put(`note-${i}.md`, `Changed note ${i}.`),
        new Date(),
        new Date(Date.now() + 9_000),
      );
    }
    const events = await Array.fromAsync(engine.rescan(never));
    const planned = events.filter(({ phase }) => phase !== 'scanning');
    for (const [index, event] of planned.entries()) {
      const before = planned[index - 1] ?? event;
      expect(event.filesTotal).toBe(60);
      for (const key of ['filesDone', 'sentencesDone', 'sentencesTotal'] as const) {
        expect(event[key]).toBeGreaterThanOrEqual(before[key]);
      }
    }
    expect((await engine.status()).progress).toBeNull();
    expect((await find(engine, 'changed note', 'words')).hits.length).toBeGreaterThan(5);
  });
});

describe('children that die', () => {
  it.each(['encoder', 'parser'] as const)('costs at most one retry when the %s is killed', async (victim) => {
    for (let i = 0; i < 300; i++)
      temporary.put(`note-${i}.md`, `Note number ${i}: ${STORM} It weighs ${i * 7} kilos.`);
    const children: ChildPort[] = [];
    const spawn = childProcessSpawner(silentLogger);
    await using engine = await temporary.open({
      spawn: (entry) => {
        const child = spawn(entry);
        if (entry === victim) children.push(child);
        return child;
      },
    });
    const run = engine.index([temporary.notes], never);
    while ((engine.progress?.filesDone ?? 0) < 30) await new Promise((resolve) => setTimeout(resolve, 2));
    children[0]?.kill();
    expect(await run).toMatchObject({ documents: 300, skipped: [] });
    expect(children.length).toBeGreaterThan(1);
  });
});

describe('damage', () => {
  it('of the database is told as such, by doctor and by a search', async () => {
    for (let i = 0; i < 120; i++) temporary.put(`note-${i}.md`, `Note ${i} says: ${STORM} ${LEASE}`);
    {
      await using engine = await temporary.open();
      await engine.index([temporary.notes], never);
    }
    const file = openSync(join(temporary.library, 'library.sqlite'), 'r+');
    const pages = Math.floor(fstatSync(file).size / 4096);
    for (let page = pages >> 1; page < pages * 0.9; page++)
      writeSync(file, Buffer.alloc(4096, 0xaa), 0, 4096, page * 4096);
    closeSync(file);
    await using engine = await temporary.open({ access: 'read' });
    expect(await engine.doctor(false)).toContainEqual(
      expect.objectContaining({ check: 'database', status: 'problem' }),
    );
    const trouble = await find(engine, 'tenant notice').catch(databaseTrouble);
    expect(trouble).toMatchObject({ code: 'library.damaged' });
  });

  it('of the model ends a run and is named', async () => {
    const model = join(temporary.notes, '..', 'model');
    cpSync(TINY_MODEL, model, { recursive: true });
    temporary.put('lease.md', LEASE);
    await using engine = await temporary.open({ model });
    appendFileSync(join(model, 'onnx/model_int8.onnx'), 'x');
    await expect(engine.index([temporary.notes], never)).rejects.toMatchObject({ code: 'model.checksum' });
    expect(await engine.status()).toMatchObject({ documents: 0, failed: 0 });
  });
});

describe('a second process on the same library', () => {
  it('searches, and is refused to change anything', async () => {
    temporary.put('lease.md', LEASE);
    await using first = await temporary.open();
    await first.index([temporary.notes], never);
    await using second = await temporary.open();
    expect((await second.status()).writable).toBe(false);
    expect((await find(second, 'tenant notice')).hits).toHaveLength(1);
    await expect(second.index([temporary.notes], never)).rejects.toMatchObject({ code: 'library.locked' });
  });
});

describe('a resident engine', () => {
  it('finds what is written to a watched folder', async () => {
    temporary.put('lease.md', LEASE);
    await using engine = await temporary.open({ resident: true });
    await engine.addSource(temporary.notes);
    await waitFor(async () => (await engine.status()).documents === 1);
    temporary.put('storm.txt', STORM);
    await waitFor(async () => (await find(engine, 'oak', 'words')).hits.length === 1);
    temporary.put('storm.txt', 'A young birch grows there now.');
    await waitFor(async () => (await find(engine, 'birch', 'words')).hits.length === 1);
    expect((await find(engine, 'oak', 'words')).hits).toHaveLength(0);
  });
});

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`Never came true: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
