import { describe, expect, it } from 'vitest';
import { type FixtureName, fixtureDir, PackageCopy, referenceRows } from './fixture-packages.ts';
import { openModelPackage } from './model-package.ts';
import { SentenceEncoder } from './sentence-encoder.ts';

const openEncoder = async (name: FixtureName) =>
  SentenceEncoder.open(await openModelPackage(fixtureDir(name)), { threads: 1 });

const rowsOf = (vectors: Float32Array, width: number) =>
  Array.from({ length: vectors.length / width }, (_, row) => vectors.slice(row * width, (row + 1) * width));

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(1e-5);
}

describe.each<FixtureName>(['tiny-deelm', 'tiny-bert'])('SentenceEncoder on %s', (name) => {
  it('gives the reference vectors, in the order of the texts, padded as they are', async () => {
    await using encoder = await openEncoder(name);
    const rows = await referenceRows(name);
    const { vectors } = await encoder.encode(
      rows.map(({ text }) => text),
      { kind: 'passage' },
    );
    for (const [i, vector] of rowsOf(vectors, encoder.width).entries()) expectClose(vector, rows[i]!.vector);
  });

  it('gives unit vectors', async () => {
    await using encoder = await openEncoder(name);
    const texts = (await referenceRows(name)).map(({ text }) => text);
    const { vectors } = await encoder.encode(texts, { kind: 'query' });
    for (const vector of rowsOf(vectors, encoder.width)) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it.each([1, 7, 40, 1000])(
    'gives the same vectors in batches of %i tokens as one by one',
    async (maxBatchTokens) => {
      await using encoder = await openEncoder(name);
      const texts = (await referenceRows(name)).flatMap(({ text }) => [text, `${text} again`]);
      const together = await encoder.encode(texts, { kind: 'passage', maxBatchTokens });
      for (const [i, vector] of rowsOf(together.vectors, encoder.width).entries()) {
        const alone = await encoder.encode([texts[i]!], { kind: 'passage' });
        expectClose(vector, alone.vectors);
      }
    },
  );

  it('counts tokens, and texts whose end is missing', async () => {
    await using encoder = await openEncoder(name);
    const long = 'harbour '.repeat(200);
    const { tokens, truncated } = await encoder.encode([long, 'The ferry', long], { kind: 'passage' });
    expect(truncated).toBe(2);
    expect(tokens).toBe(2 * encoder.tokenizer.maxTokens + encoder.tokenizer.encode('The ferry').ids.length);
  });

  it('gives blank texts a zero vector and leaves the others as they are', async () => {
    await using encoder = await openEncoder(name);
    const { vectors, tokens } = await encoder.encode(['', 'a ferry', ' \n'], { kind: 'passage' });
    const alone = await encoder.encode(['a ferry'], { kind: 'passage' });
    const [first, second, third] = rowsOf(vectors, encoder.width);
    expect([...first!, ...third!].every((value) => value === 0)).toBe(true);
    expectClose(second!, alone.vectors);
    expect(tokens).toBe(alone.tokens);
    expect((await encoder.encode([], { kind: 'passage' })).vectors).toHaveLength(0);
  });

  it('lets other texts be encoded between two batches', async () => {
    await using encoder = await openEncoder(name);
    const texts = (await referenceRows(name)).map(({ text }) => text);
    const job = await encoder.prepare(texts, { kind: 'passage' });
    const query = await encoder.encode(['a lease'], { kind: 'query' });
    while (!job.done) {
      await encoder.runBatch(job, 20);
      expectClose((await encoder.encode(['a lease'], { kind: 'query' })).vectors, query.vectors);
    }
    expectClose(job.result.vectors, (await encoder.encode(texts, { kind: 'passage' })).vectors);
  });

  it('gives the same vectors when two calls run at once', async () => {
    await using encoder = await openEncoder(name);
    const texts = (await referenceRows(name)).map(({ text }) => text);
    const options = { kind: 'passage', maxBatchTokens: 20 } as const;
    const [forwards, backwards] = await Promise.all([
      encoder.encode(texts, options),
      encoder.encode(texts.toReversed(), options),
    ]);
    const reversed = rowsOf(backwards.vectors, encoder.width).reverse();
    for (const [i, vector] of rowsOf(forwards.vectors, encoder.width).entries()) {
      expectClose(vector, reversed[i]!);
    }
  });

  it('shows the states that the vector of a text is the mean of', async () => {
    await using encoder = await openEncoder(name);
    const text = encoder.tokenizer.encode('The ferry was late again');
    const { vector, states } = await encoder.examine(text);
    const mean = Array.from({ length: encoder.width }, (_, i) =>
      text.ids.reduce((sum, _id, token) => sum + states![token * encoder.width + i]!, 0),
    );
    const length = Math.hypot(...mean);
    expectClose(
      vector,
      mean.map((value) => value / length),
    );
    expectClose(vector, (await encoder.encode(['The ferry was late again'], { kind: 'passage' })).vectors);
  });

  it('stops between two batches when aborted, and encodes again afterwards', async () => {
    await using encoder = await openEncoder(name);
    const controller = new AbortController();
    const texts = Array.from({ length: 50 }, (_, i) => `text number ${i}`);
    const job = encoder.encode(texts, { kind: 'passage', maxBatchTokens: 20, signal: controller.signal });
    controller.abort();
    await expect(job).rejects.toMatchObject({ name: 'AbortError' });
    expect((await encoder.encode(texts, { kind: 'passage' })).vectors).toHaveLength(50 * encoder.width);
  });
});

describe('SentenceEncoder', () => {
  it('puts the prompt of its kind before a text', async () => {
    await using encoder = await openEncoder('tiny-bert');
    const query = await encoder.encode(['a lease'], { kind: 'query' });
    const passage = await encoder.encode(['ask: a lease', 'a lease'], { kind: 'passage' });
    const [prompted, bare] = rowsOf(passage.vectors, encoder.width);
    expectClose(query.vectors, prompted!);
    expect([...query.vectors]).not.toEqual([...bare!]);
  });

  it('cuts windows that leave room for the prompt', async () => {
    await using encoder = await openEncoder('tiny-bert');
    const text = 'The ferry was late again. '.repeat(30);
    const windows = encoder.windows(text, 'query', { overlap: 4 });
    const parts = windows.map(({ start, end }) => text.slice(start, end));
    expect((await encoder.encode(parts, { kind: 'query' })).truncated).toBe(0);
  });

  it('refuses a graph that is damaged, or of another width than its files say', async () => {
    await using copy = await PackageCopy.of('tiny-deelm');
    await copy.editJson('deelm.json', { dimensions: [8] });
    await expect(openCopy(copy)).rejects.toMatchObject({ code: 'model.unsupported' });
    await copy.write('onnx/model_int8.onnx', 'not a graph');
    await expect(openCopy(copy)).rejects.toMatchObject({ code: 'model.corrupt' });
  });

  it('refuses an export whose projection is not part of the graph', async () => {
    await using copy = await PackageCopy.of('tiny-bert');
    const model = await openModelPackage(copy.dir);
    await expect(
      SentenceEncoder.open({ ...model, hasProjection: true }, { threads: 1 }),
    ).rejects.toMatchObject({ code: 'model.unsupported' });
  });
});

async function openCopy(copy: PackageCopy): Promise<SentenceEncoder> {
  return SentenceEncoder.open(await openModelPackage(copy.dir), { threads: 1 });
}
