import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SearchRequest } from '../../contracts/search.ts';
import { fixtureDir } from '../../embedding/fixture-packages.ts';
import { databasePath } from '../../storage/connection.ts';
import type { Engine } from '../engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

const NOTES = 30;
/** So few that all that was written lies in SQLite's log, at its end. */
const FEW_NOTES = 10;
const PATIENCE = { timeout: 60_000, interval: 100 };

let temporary: TemporaryNotes;
beforeEach(() => {
  temporary = new TemporaryNotes();
});
afterEach(() => temporary[Symbol.dispose]());

const run = (...[command = '', ...args]: string[]) => spawnSync(command, args).status === 0;

/** Something that refuses to hold more of the library, until it is lifted. */
interface Limit extends Disposable {
  lift(): void;
}

/** A disk of its own for the library; it takes the superuser. */
function smallDisk(library: string, size = '700k'): Limit {
  mkdirSync(library, { mode: 0o700, recursive: true });
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${size},mode=700`, 'none', library))
    throw new Error('No disk.');
  return {
    lift: () => run('mount', '-o', 'remount,size=20m', library),
    [Symbol.dispose]: () => run('umount', '-l', library),
  };
}

/** The system refuses this process to write files beyond a size; anyone may ask for that. */
function smallFiles(bytes: number): Limit {
  if (!run('prlimit', `--pid=${process.pid}`, `--fsize=${bytes}:`)) throw new Error('No limit.');
  const lift = () => run('prlimit', `--pid=${process.pid}`, '--fsize=unlimited:');
  return { lift, [Symbol.dispose]: lift };
}

const canMount = (() => {
  if (process.getuid?.() !== 0) return false;
  using notes = new TemporaryNotes();
  try {
    using _ = smallDisk(notes.library);
    return true;
  } catch {
    return false;
  }
})();
const canLimit = run('prlimit', `--pid=${process.pid}`, '--fsize=unlimited:');

function putNotes(count = NOTES): void {
  for (let i = 0; i < count; i++)
    temporary.put(`${i}.md`, `Note ${i} is about swallow ${i}. ${'It waits. '.repeat(10)}`);
}

async function findsHeron(engine: Engine): Promise<void> {
  for (const mode of ['words', 'meaning'] as const) {
    const { hits } = await engine.search(SearchRequest.parse({ query: 'heron', mode }));
    expect(hits.map(({ document }) => document)).toContain(join(temporary.notes, 'first.md'));
  }
}

const problems = async (engine: Engine) =>
  (await engine.doctor(false)).filter(({ status }) => status === 'problem');

/** A host that stays and follows new notes, which do not all fit. */
async function expectToGoOn(limit: Limit, engine: Engine, code: string): Promise<void> {
  putNotes();
  const error = { code, nextStep: expect.stringMatching(/\w\.$/), retryable: true };
  await vi.waitFor(
    async () => expect((await engine.status()).progress).toMatchObject({ phase: 'failed', error }),
    PATIENCE,
  );
  expect((await engine.status()).documents).toBeLessThan(NOTES + 1);
  await findsHeron(engine);
  limit.lift();
  await vi.waitFor(
    async () => expect(await engine.status()).toMatchObject({ documents: NOTES + 1, progress: null }),
    PATIENCE,
  );
  await findsHeron(engine);
  expect(await problems(engine)).toEqual([]);
}

async function residentWithHeron(): Promise<Engine> {
  temporary.put('first.md', 'The heron waits by the ferry.');
  const engine = await temporary.open({ resident: true });
  await engine.index([temporary.notes], never);
  return engine;
}

// Where mounting is refused, limits of the size of files, below, stand in.
describe.runIf(canMount)('a disk that fills up under a host that stays', () => {
  it('is told, searches go on, and so does indexing when there is room, by itself', async () => {
    using disk = smallDisk(temporary.library);
    await using engine = await residentWithHeron();
    await expectToGoOn(disk, engine, 'library.disk-full');
  });

  it('does not keep the library from being closed, opened and searched', async () => {
    using _ = smallDisk(temporary.library, '4m');
    {
      await using engine = await residentWithHeron();
      expect(engine.progress).toMatchObject({ phase: 'done' });
    }
    const rest = join(temporary.library, 'rest');
    run('sh', '-c', `cat /dev/zero > '${rest}'`);
    await using engine = await temporary.open({ resident: true, model: null });
    await findsHeron(engine);
    temporary.put('late.md', 'The stork is late.');
    await vi.waitFor(
      async () => expect((await engine.status()).progress?.error?.code).toBe('library.disk-full'),
      PATIENCE,
    );
    rmSync(rest);
    await vi.waitFor(async () => expect(await engine.status()).toMatchObject({ documents: 2 }), PATIENCE);
  });
});

describe.runIf(canLimit)('a library that may not grow', () => {
  it.skipIf(canMount)(
    'is told, searches go on, and so does indexing, by itself, when it may again',
    async () => {
      await using engine = await residentWithHeron();
      using limit = smallFiles(400_000);
      await expectToGoOn(limit, engine, 'library.write-failed');
    },
  );

  it('is changed to another model once it may grow again', async () => {
    putNotes(FEW_NOTES);
    await using engine = await residentWithHeron();
    using limit = smallFiles(statSync(`${databasePath(temporary.library)}-wal`).size + 30_000);
    await engine.models.choose({ model: fixtureDir('tiny-bert') });
    const change = async () => (await engine.status()).modelSwitch;
    const error = { code: 'library.write-failed' };
    await vi.waitFor(async () => expect(await change()).toMatchObject({ phase: 'failed', error }), PATIENCE);
    await findsHeron(engine);
    limit.lift();
    await vi.waitFor(async () => expect(await change()).toBeNull(), PATIENCE);
    expect((await engine.status()).model.id).toMatch('tiny-bert');
    expect(await problems(engine)).toEqual([]);
  });
});
