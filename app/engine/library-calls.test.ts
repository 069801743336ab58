import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentsRequest } from '../contracts/library.ts';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

const BINARY = Buffer.from([0, 1, 2, 0, 0, 255]);

const eventually = <T>(get: () => T) => expect.poll(get, { timeout: 15_000, interval: 2 });

let temporary: TemporaryNotes;
let engine: Engine;
beforeEach(async () => {
  temporary = new TemporaryNotes();
  engine = await temporary.open();
});
afterEach(async () => {
  await engine[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const failedPaths = () => engine.failed().map(({ path }) => path);

describe('a file that failed', () => {
  it('is read again alone, once it is mended', async () => {
    const [one, other] = [temporary.put('one.md', BINARY), temporary.put('other.md', BINARY)];
    await engine.index([temporary.notes], never);
    expect(failedPaths()).toEqual([one, other]);
    temporary.put('one.md', 'Now it is text.');
    temporary.put('other.md', 'This one as well.');
    expect(await engine.retryFailed(one)).toMatchObject({ documents: 1, failed: 1 });
    expect(failedPaths()).toEqual([other]);
  });

  it('stays listed with its reason while it is tried again, and when it fails again', async () => {
    const path = temporary.put('one.md', BINARY);
    await engine.index([temporary.notes], never);
    await engine.pause();
    expect(await engine.retryFailed(path)).toMatchObject({ failed: 1 });
    await engine.resume();
    expect(await engine.retryFailed(path)).toMatchObject({ failed: 1 });
    expect(engine.failed()).toMatchObject([{ path, error: { code: 'parse.binary' }, documentId: null }]);
  });

  it('is tried again with all others', async () => {
    temporary.put('one.md', BINARY);
    temporary.put('other.md', BINARY);
    await engine.index([temporary.notes], never);
    temporary.put('one.md', 'Now it is text.');
    temporary.put('other.md', 'This one as well.');
    await engine.retryFailed();
    await eventually(async () => (await engine.status()).documents).toBe(2);
    expect(failedPaths()).toEqual([]);
  });

  it('is asked for in vain where nothing failed, and that is no trouble', async () => {
    const path = temporary.put('one.md', 'A text without any trouble.');
    await engine.index([temporary.notes], never);
    expect(await engine.retryFailed(path)).toMatchObject({ documents: 1, failed: 0 });
  });

  it('keeps the version that was read before it broke', async () => {
    const path = temporary.put('one.md', 'The first version.');
    await engine.index([temporary.notes], never);
    temporary.put('one.md', BINARY);
    await engine.index([temporary.notes], never);
    const [failure] = engine.failed();
    expect(failure?.path).toBe(path);
    expect(engine.reading.preview(failure?.documentId as number).text).toBe('The first version.');
    expect(engine.documents(DocumentsRequest.parse({}))).toMatchObject({
      total: 1,
      documents: [{ path, status: 'failed', documentId: failure?.documentId }],
    });
  });
});

describe('sources', () => {
  it('tell how many of their files were read and how many were not', async () => {
    temporary.put('a.md', 'One.');
    temporary.put('broken.md', BINARY);
    await engine.index([temporary.notes], never);
    expect((await engine.status()).sources).toMatchObject([{ documents: 1, failed: 1, watched: false }]);
  });

  it('are gone through one at a time where that is asked for', async () => {
    const [a, b] = [join(temporary.notes, 'a'), join(temporary.notes, 'b')];
    mkdirSync(a);
    mkdirSync(b);
    await engine.index([a, b], never);
    temporary.put('a/new.md', 'One.');
    temporary.put('b/new.md', 'Two.');
    const { sources } = await engine.status();
    const events = await Array.fromAsync(engine.rescan(never, sources.find(({ path }) => path === a)?.id));
    expect(events.at(-1)?.phase).toBe('done');
    expect(await engine.status()).toMatchObject({ documents: 1 });
  });

  it('are taken over while they are read, without a wait for the end of that', async () => {
    for (let i = 0; i < 300; i++)
      temporary.put(`inner/note-${i}.md`, `Note ${i} tells of subject ${i % 17}.`);
    const inner = engine.index([join(temporary.notes, 'inner')], never);
    await expect.poll(() => engine.progress?.filesDone, { interval: 2 }).toBeGreaterThan(5);
    const { sources, documents } = await engine.addSource(temporary.notes);
    expect(sources).toMatchObject([{ path: temporary.notes }]);
    expect(documents).toBeLessThan(300);
    expect(await inner).toMatchObject({ skipped: [] });
    await expect.poll(async () => (await engine.status()).documents).toBe(300);
  });

  it('end no run of others when they are removed', async () => {
    for (let i = 0; i < 300; i++) temporary.put(`big/note-${i}.md`, `Note ${i} tells of subject ${i % 17}.`);
    temporary.put('small/a.md', 'One.');
    await engine.index([join(temporary.notes, 'small')], never);
    const run = engine.index([join(temporary.notes, 'small'), join(temporary.notes, 'big')], never);
    await expect.poll(() => engine.progress?.filesDone, { interval: 2 }).toBeGreaterThan(5);
    const small = (await engine.status()).sources.find(({ path }) => path.endsWith('small'));
    await engine.removeSource(small?.id as number);
    expect(await run).toMatchObject({ documents: 300 });
  });

  it('are watched by an engine that stays', async () => {
    await engine[Symbol.asyncDispose]();
    engine = await temporary.open({ resident: true });
    expect((await engine.addSource(temporary.notes)).sources).toMatchObject([{ watched: true }]);
  });
});

describe('the disk space of a library', () => {
  it('is measured part by part', async () => {
    temporary.put('a.md', 'One sentence.');
    await engine.index([temporary.notes], never);
    const folder = join(temporary.library, 'vectors/model');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'sentence.hnsw'), Buffer.alloc(1_234));
    const use = await engine.storage();
    expect(use).toMatchObject({ graphs: 1_234, derivedModels: 0, models: 0 });
    expect(use.database).toBeGreaterThan(4_096);
    expect(use.free).toBeGreaterThan(0);
  });
});
