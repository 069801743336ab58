import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { VectorClient } from './vector-client.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => library[Symbol.dispose]());

const store = (path: string, paragraphs: string[]) =>
  library.writer.replaceDocument(documentOf(library.source, path, paragraphs), library.model);

function open(): { client: VectorClient; threads: Worker[] } {
  const threads: Worker[] = [];
  const options = {
    libraryDir: library.dir,
    modelId: library.model,
    fingerprint: 'fingerprint',
    width: 8,
    cacheDir: join(library.dir, 'vectors'),
    resident: false,
  };
  const client = new VectorClient(options, silentLogger, (workerData) => {
    const thread = new Worker(new URL('./processes/vector-worker.ts', import.meta.url), { workerData });
    threads.push(thread);
    return thread;
  });
  return { client, threads };
}

describe('a vector worker that dies', () => {
  it('is started again, with everything that is stored', async () => {
    await store('/notes/a.md', ['One.', 'Two.']);
    const { client, threads } = open();
    await using _ = client;
    expect((await client.status()).counts.sentence).toBe(2);
    await threads[0]?.terminate();
    client.apply(await store('/notes/b.md', ['Three.']));
    expect((await client.status()).counts.sentence).toBe(3);
    expect(threads).toHaveLength(2);
  });

  it('costs a call under way no more than a second attempt', async () => {
    await store('/notes/a.md', ['One.', 'Two.']);
    const { client, threads } = open();
    await using _ = client;
    const found = client.search('sentence', Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0), 5);
    void threads[0]?.terminate();
    expect((await found).ids).toHaveLength(2);
  });
});
