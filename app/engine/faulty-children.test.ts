import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import type { ProcessEntry } from '../base/port.ts';
import { SearchRequest } from '../contracts/search.ts';
import { EncoderClient } from './encoder-client.ts';
import type { Engine } from './engine.ts';
import { type Fault, spawnerWithFault } from './fixtures/faults.ts';
import { ParserPool } from './parser-pool.ts';
import { never, TemporaryNotes, TINY_MODEL } from './temporary-engine.ts';

/** Ends of a child that come with the call that it works on, and of children that answer what is no answer. */
const FATAL = ['abort', 'exit', 'throw', 'nothing', 'request', 'wrong-error', 'wrong-value'];
interface Limits {
  readonly timeMs: number;
  readonly memoryBytes: number;
}
const AMPLE: Limits = { timeMs: 150_000, memoryBytes: 2 ** 40 };
const LIMITED: readonly (readonly [fault: string, code: string, limits: Limits])[] = [
  ['spin', 'timeout', { ...AMPLE, timeMs: 3_000 }],
  ...(process.platform === 'linux'
    ? [['hoard-buffers', 'out-of-memory', { ...AMPLE, memoryBytes: 500 * 2 ** 20 }] as const]
    : []),
];

let temporary: TemporaryNotes;
let starts: number;
beforeEach(() => {
  starts = 0;
  temporary = new TemporaryNotes();
  temporary.put('a.md', 'The bluethroat sings in the reeds.');
  temporary.put('bad.md', 'The corncrake calls at night.');
  temporary.put('z.md', 'The dunlin feeds on the mud.');
});
afterEach(() => temporary[Symbol.dispose]());

const spawnerAt = (entry: ProcessEntry, fault: Fault) => spawnerWithFault(entry, fault, () => starts++);
const index = (engine: Engine) => engine.index([temporary.notes], never);
const found = async (engine: Engine, word: string) =>
  (await engine.search(SearchRequest.parse({ query: word, mode: 'words' }))).hits.length;

describe('a parser process', () => {
  const badFile = () => join(temporary.notes, 'bad.md');
  const poolWith = (fault: string, limits = AMPLE) =>
    new ParserPool(spawnerAt('parser', { fault, text: 'bad.md' }), silentLogger, 1, limits);
  /** A busy machine may take longer to start the next process than a short limit allows. */
  const readsOn = (pool: ParserPool) =>
    expect
      .poll(() => pool.read(join(temporary.notes, 'z.md')).catch(() => null))
      .toMatchObject({ type: 'markdown' });

  it.each(FATAL)('that fails a file twice (%s) is told, and reads the next', async (fault) => {
    using pool = poolWith(fault);
    await expect(pool.read(badFile())).rejects.toMatchObject({ code: 'parser.crashed', retryable: true });
    expect(starts).toBe(2);
    await readsOn(pool);
  });

  it.each(LIMITED)(
    'that takes without end (%s) is stopped, and reads the next',
    async (fault, code, limits) => {
      using pool = poolWith(fault, limits);
      await expect(pool.read(badFile())).rejects.toMatchObject({ code: `parser.${code}` });
      expect(starts).toBe(1);
      await readsOn(pool);
    },
  );

  it('that floods its heap is ended by V8, and reads the next file', async () => {
    using pool = poolWith('hoard-objects');
    await expect(pool.read(badFile())).rejects.toMatchObject({ code: 'parser.crashed' });
    await readsOn(pool);
  });

  it('that ends as soon as it is started is told as such', async () => {
    using pool = new ParserPool(spawnerAt('parser', { fault: 'stillborn', text: '' }), silentLogger, 1);
    await expect(pool.read(badFile())).rejects.toMatchObject({
      code: 'parser.crashed',
      message: expect.stringContaining('exit code 7'),
    });
    expect(starts).toBe(2);
  });

  it('costs a run of indexing the file alone that ends it twice', async () => {
    const spawn = spawnerAt('parser', { fault: 'abort', text: 'bad.md' });
    await using engine = await temporary.open({ spawn });
    expect(await index(engine)).toMatchObject({
      documents: 2,
      skipped: [{ path: badFile(), code: 'parser.crashed' }],
    });
    expect(await found(engine, 'dunlin')).toBe(1);
    expect((await engine.doctor(false)).filter(({ status }) => status === 'problem')).toEqual([]);
  });

  it('costs a run of indexing nothing when it ends once', async () => {
    const marker = join(temporary.notes, '..', 'marker');
    const spawn = spawnerAt('parser', { fault: 'abort', text: 'bad.md', marker });
    await using engine = await temporary.open({ spawn });
    expect(await index(engine)).toMatchObject({ documents: 3, skipped: [] });
    expect(existsSync(marker)).toBe(true);
  });
});

describe('an encoder process', () => {
  const clientWith = (fault: string, limits = AMPLE) =>
    new EncoderClient(TINY_MODEL, spawnerAt('encoder', { fault, text: 'corncrake' }), silentLogger, limits);
  const encodesOn = (encoder: EncoderClient) =>
    expect.poll(() => encoder.encodeQuery('dunlin').catch(() => null)).toMatchObject({ isCut: false });

  it.each(FATAL)('that fails a text twice (%s) is told, and encodes the next', async (fault) => {
    using encoder = clientWith(fault);
    await expect(encoder.encodeQuery('corncrake')).rejects.toMatchObject({ code: 'encoder.crashed' });
    expect(starts).toBe(2);
    await encodesOn(encoder);
  });

  it.each(LIMITED)(
    'that takes without end (%s) is stopped, and encodes the next',
    async (fault, code, limits) => {
      using encoder = clientWith(fault, limits);
      await expect(encoder.encodeQuery('corncrake')).rejects.toMatchObject({ code: `encoder.${code}` });
      expect(starts).toBe(1);
      await encodesOn(encoder);
    },
  );

  it('that answers with too few vectors, or none, is not believed', async () => {
    using encoder = clientWith('wrong-value');
    for (const encode of [
      () => encoder.encode(['corncrake'], []),
      () => encoder.encodeExactly(['corncrake'], 'query'),
    ])
      await expect(encode()).rejects.toMatchObject({ code: 'encoder.crashed' });
  });

  it('that ends as soon as it is started is told as such', async () => {
    const spawn = spawnerAt('encoder', { fault: 'stillborn', text: '' });
    using encoder = new EncoderClient(TINY_MODEL, spawn, silentLogger);
    await expect(encoder.encodeQuery('dunlin')).rejects.toMatchObject({ code: 'encoder.unavailable' });
  });

  it('ends a run of indexing with its code, or costs it a file; the next run goes on', async () => {
    const spawn = spawnerAt('encoder', { fault: 'abort', text: 'corncrake' });
    await using engine = await temporary.open({ spawn });
    const codes = await index(engine).then(
      ({ skipped }) => skipped.map(({ code }) => code),
      ({ code }: { code: string }) => [code],
    );
    expect(codes).toContain('encoder.crashed');
    rmSync(join(temporary.notes, 'bad.md'));
    expect(await index(engine)).toMatchObject({ documents: 2, skipped: [] });
    const meaning = (query: string) => engine.search(SearchRequest.parse({ query, mode: 'meaning' }));
    await expect(meaning('corncrake')).rejects.toMatchObject({ code: 'encoder.crashed' });
    expect((await meaning('dunlin')).hits.length).toBeGreaterThan(0);
  });

  it('costs a run of indexing nothing when it ends once', async () => {
    const marker = join(temporary.notes, '..', 'marker');
    const spawn = spawnerAt('encoder', { fault: 'abort', text: 'corncrake', marker });
    await using engine = await temporary.open({ spawn });
    expect(await index(engine)).toMatchObject({ documents: 3, skipped: [] });
    expect(existsSync(marker)).toBe(true);
  });
});
