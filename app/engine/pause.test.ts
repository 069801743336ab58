import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IndexProgress } from '../contracts/library.ts';
import { SearchRequest } from '../contracts/search.ts';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

const FILES = 200;

const eventually = <T>(get: () => T) => expect.poll(get, { timeout: 15_000, interval: 2 });

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
  for (let i = 0; i < FILES; i++) temporary.put(`a/note-${i}.md`, `Note ${i} tells of subject ${i % 17}.`);
});
afterEach(() => temporary[Symbol.dispose]());

const phase = (engine: Engine) => engine.progress?.phase;

/** An engine that has read some of the notes and is held before the others. */
async function pausedEngine(): Promise<Engine> {
  const engine = await temporary.open();
  await engine.addSource(`${temporary.notes}/a`);
  await eventually(() => engine.progress?.filesDone).toBeGreaterThan(5);
  await engine.pause();
  await eventually(() => phase(engine)).toBe('paused');
  return engine;
}

describe('a pause', () => {
  it('holds the run between two files, and the run goes on from there', async () => {
    await using engine = await pausedEngine();
    const held = engine.progress as IndexProgress;
    expect(await engine.status()).toMatchObject({ paused: true, documents: held.filesDone });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(engine.progress).toEqual(held);

    const { paused } = await engine.resume();
    expect(paused).toBe(false);
    expect(engine.progress?.filesDone).toBeGreaterThanOrEqual(held.filesDone);
    await eventually(() => phase(engine)).toBe('done');
    expect(engine.progress).toMatchObject({ filesDone: FILES, filesTotal: held.filesTotal });
    expect(await engine.status()).toMatchObject({ documents: FILES, failed: 0 });
  });

  it('leaves searching as it is', async () => {
    await using engine = await pausedEngine();
    const { hits } = await engine.search(SearchRequest.parse({ query: 'note', mode: 'words' }));
    expect(hits.length).toBeGreaterThan(5);
  });

  it('lets nothing begin, and forgets nothing that is asked for meanwhile', async () => {
    await using engine = await temporary.open();
    await engine.pause();
    await engine.addSource(`${temporary.notes}/a`);
    temporary.put('b/soup.md', 'Simmer the soup for an hour.');
    await engine.addSource(`${temporary.notes}/b`);
    expect(await engine.status()).toMatchObject({ documents: 0, progress: null });
    await engine.resume();
    await eventually(async () => (await engine.status()).documents).toBe(FILES + 1);
  });

  it('lets folders be removed and added; the held run goes on afterwards', async () => {
    temporary.put('b/soup.md', 'Simmer the soup for an hour.');
    await using engine = await temporary.open();
    await engine.index([`${temporary.notes}/b`], never);
    const run = engine.index([`${temporary.notes}/a`], never);
    await eventually(() => engine.progress?.filesDone).toBeGreaterThan(5);
    await engine.pause();
    const { sources } = await engine.status();
    const soup = sources.find(({ path }) => path.endsWith('b'))?.id as number;
    expect(await engine.removeSource(soup)).toMatchObject({ paused: true, sources: [{}] });
    expect(phase(engine)).toBe('paused');
    await engine.resume();
    expect(await run).toMatchObject({ documents: FILES });
  });

  it('does not keep a run from being cancelled, and outlasts it', async () => {
    await using engine = await pausedEngine();
    engine.cancel();
    await eventually(() => phase(engine)).toBe('cancelled');
    const { paused, documents } = await engine.status();
    expect(paused).toBe(true);
    expect(documents).toBeLessThan(FILES);
  });

  it('refuses repairs, which read documents again, and allows examinations', async () => {
    await using engine = await pausedEngine();
    await expect(engine.doctor(true)).rejects.toMatchObject({ code: 'library.paused' });
    expect((await engine.doctor(false)).filter(({ status }) => status === 'problem')).toEqual([]);
  });

  it('ends with the engine', async () => {
    {
      await using engine = await pausedEngine();
      expect(phase(engine)).toBe('paused');
    }
    await using again = await temporary.open({ resident: true });
    expect((await again.status()).paused).toBe(false);
    await eventually(async () => (await again.status()).documents).toBe(FILES);
  });
});
