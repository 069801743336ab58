import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { DuplicateRequest } from '../contracts/duplicates.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { DuplicateFinder } from './duplicate-finder.ts';
import { type Fault, workerWithFault } from './fixtures/faults.ts';
import { never } from './temporary-engine.ts';
import { VectorClient } from './vector-client.ts';

/** Not: to flood the heap, with which a thread takes the process along. */
const FATAL = ['exit', 'throw', 'nothing', 'request', 'wrong-error'];
const SHORT_MS = 1_000;
const AMPLE_MS = 120_000;
const QUERY = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0);

let library: TemporaryLibrary;
let starts: number;
beforeEach(async () => {
  starts = 0;
  library = await temporaryLibrary();
  const paragraphs = ['The old oak behind the mill fell in the storm last night.', 'Nobody was hurt by it.'];
  for (const path of ['/notes/a.md', '/notes/b.md'])
    await library.writer.replaceDocument(documentOf(library.source, path, paragraphs), library.model);
});
afterEach(() => library[Symbol.dispose]());

describe('a vector worker', () => {
  const others = {
    status: AMPLE_MS,
    apply: AMPLE_MS,
    catchUp: AMPLE_MS,
    examine: AMPLE_MS,
    examineSnapshot: AMPLE_MS,
    rebuild: AMPLE_MS,
  };
  const clientWith = (fault: Fault, limitMs = AMPLE_MS) =>
    new VectorClient(
      {
        ...{ libraryDir: library.dir, modelId: library.model, fingerprint: 'fingerprint', width: 8 },
        ...{ cacheDir: join(library.dir, 'vectors'), resident: false },
      },
      silentLogger,
      (workerData) => {
        starts++;
        return workerWithFault('vector-worker', workerData, fault);
      },
      { ...others, search: limitMs, close: limitMs },
    );
  const search = (client: VectorClient) => client.search('sentence', QUERY, 5);

  it.each(FATAL)(
    'that fails the same search twice (%s) is told, and answers what else is asked',
    async (fault) => {
      await using client = clientWith({ fault, text: '"search"' });
      await expect(search(client)).rejects.toMatchObject({ code: 'vector-worker.crashed' });
      expect((await client.status()).counts.sentence).toBe(4);
      expect(starts).toBeGreaterThan(1);
    },
  );

  it('that fails once costs nothing', async () => {
    const marker = join(library.dir, 'marker');
    await using client = clientWith({ fault: 'throw', text: '"search"', marker });
    expect((await search(client)).ids).toHaveLength(4);
  });

  it('that hangs in a search is ended, and answers what else is asked', async () => {
    await using client = clientWith({ fault: 'spin', text: '"search"' }, SHORT_MS);
    await expect(search(client)).rejects.toMatchObject({ code: 'vector-worker.timeout' });
    expect((await client.status()).counts.sentence).toBe(4);
  });

  it('that hangs while it is closed does not keep the program from ending', async () => {
    const client = clientWith({ fault: 'spin', text: '"close"' }, SHORT_MS);
    await client.status();
    await client[Symbol.asyncDispose]();
    await expect(client.status()).rejects.toThrow();
  });
});

describe('a worker that looks for duplicates', () => {
  const finderWith = (fault: Fault, stepMs = AMPLE_MS) =>
    new DuplicateFinder(
      { libraryDir: library.dir, modelId: library.model },
      silentLogger,
      (workerData) => {
        starts++;
        return workerWithFault('duplicate-worker', workerData, fault);
      },
      {
        begin: AMPLE_MS,
        step: stepMs,
        report: AMPLE_MS,
        ignored: AMPLE_MS,
        copies: AMPLE_MS,
        areCopies: AMPLE_MS,
      },
    );
  const update = (finder: DuplicateFinder) => Array.fromAsync(finder.update(library.writer, never));
  const request = DuplicateRequest.parse({});

  it.each(FATAL)(
    'that fails the same step twice (%s) is told, and answers what else is asked',
    async (fault) => {
      await using finder = finderWith({ fault, text: '"step"' });
      await expect(update(finder)).rejects.toMatchObject({ code: 'duplicate-worker.crashed' });
      expect((await finder.report(request)).pending).toBeGreaterThan(0);
      expect(starts).toBeGreaterThan(1);
    },
  );

  it('that fails once costs nothing', async () => {
    const marker = join(library.dir, 'marker');
    await using finder = finderWith({ fault: 'throw', text: '"step"', marker });
    await update(finder);
    expect(await finder.report(request)).toMatchObject({ pending: 0, total: 1 });
  });

  it('that hangs in a step is ended, and answers what else is asked', async () => {
    await using finder = finderWith({ fault: 'spin', text: '"step"' }, SHORT_MS);
    await expect(update(finder)).rejects.toMatchObject({ code: 'duplicate-worker.timeout' });
    expect((await finder.report(request)).pending).toBeGreaterThan(0);
  });
});
