import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureDir, PackageCopy } from '../embedding/fixture-packages.ts';
import { dot } from './similarity.ts';
import { OpenComparer, TemporaryModel } from './temporary-model.ts';

const LAYERS = 6;
const A = 'The ferry was late again.';
const B = 'Once more the boat arrived after its time, and nobody said why.';

let model: TemporaryModel;
let open: OpenComparer;
beforeAll(async () => {
  model = await TemporaryModel.convert();
  open = await OpenComparer.open(model.packageDir, model.derivedRoot);
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const compare = (settings: object = {}, a = A, b = B) => open.comparer.compare({ a, b, ...settings });
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('a comparison', () => {
  it.each([
    {},
    { firstBidirectionalLayer: 0 },
    { firstBidirectionalLayer: LAYERS },
    { exitLayer: 1 },
    { exitLayer: 4, dimensions: 8 },
    { dimensions: 16, firstBidirectionalLayer: 5 },
  ])('has contributions that add up to the cosine, with %o', async (settings) => {
    const { cosine, contributions, tokens } = await compare(settings);
    expect(contributions?.a).toHaveLength(tokens.a.length);
    expect(contributions?.b).toHaveLength(tokens.b.length);
    expect(Math.abs(sum(contributions!.a) - cosine)).toBeLessThan(1e-6);
    expect(Math.abs(sum(contributions!.b) - cosine)).toBeLessThan(1e-6);
  });

  it('of a text with itself is 1 at every layer, and each token is like itself', async () => {
    const { cosine, perLayer, tokens, verdict, overlap } = await compare({}, A, A);
    expect(cosine).toBeCloseTo(1, 6);
    for (const layer of perLayer!) expect(layer).toBeCloseTo(1, 6);
    for (const [token, row] of tokens.similarity!.entries()) expect(row[token]).toBeCloseTo(1, 4);
    expect(verdict).toBe('same');
    expect(overlap.jaccard).toBe(1);
  });

  it('is the same either way round', async () => {
    const [there, back] = [await compare({}, A, B), await compare({}, B, A)];
    expect(back.cosine).toBeCloseTo(there.cosine, 9);
    expect(back.contributions).toEqual({ a: there.contributions!.b, b: there.contributions!.a });
    expect(back.tokens.similarity![2]![1]).toBe(there.tokens.similarity![1]![2]);
  });

  it('gives the cosine of the vectors that the model makes', async () => {
    const { vectors } = await open.encoder.encode([A, B], { kind: 'passage' });
    const ordinary = dot(vectors.subarray(0, 32), vectors.subarray(32), 32);
    const { cosine, perLayer, settings } = await compare();
    expect(settings).toEqual({ firstBidirectionalLayer: 3, exitLayer: LAYERS, dimensions: 32, own: true });
    expect(cosine).toBeCloseTo(ordinary, 4);
    expect(perLayer).toHaveLength(LAYERS + 1);
    expect(perLayer?.at(-1)).toBe(cosine);
  });

  it('makes every layer causal when k is the number of layers, as a model made so', async () => {
    await using causal = await TemporaryModel.convert({ firstBidirectionalLayer: LAYERS });
    await using its = await OpenComparer.open(causal.packageDir);
    const expected = await its.comparer.compare({ a: A, b: B });
    const { settings, ...actual } = await compare({ firstBidirectionalLayer: LAYERS });
    expect(settings.own).toBe(false);
    expect(actual.cosine).toBeCloseTo(expected.cosine, 6);
    expect(actual.perLayer).toEqual(expected.perLayer?.map((layer) => expect.closeTo(layer, 6)));
  });

  it('leaves the model after a layer as the curve over layers says', async () => {
    const { perLayer } = await compare({ firstBidirectionalLayer: 2, dimensions: 16 });
    for (let exitLayer = 1; exitLayer <= LAYERS; exitLayer++) {
      const { cosine } = await compare({ firstBidirectionalLayer: 2, dimensions: 16, exitLayer });
      expect(cosine).toBe(perLayer![exitLayer]);
    }
  });

  it('sees no difference between values of k up to the layers below them', async () => {
    const [early, late] = [
      await compare({ firstBidirectionalLayer: 2 }),
      await compare({ firstBidirectionalLayer: 5 }),
    ];
    expect(early.perLayer!.slice(0, 3)).toEqual(late.perLayer!.slice(0, 3));
    expect(early.perLayer![3]).not.toBe(late.perLayer![3]);
  });

  it('shows tokens as they stand in the texts', async () => {
    const { tokens } = await compare();
    for (const { text, span } of tokens.a) expect(A.slice(span!.start, span!.end)).toBe(text);
    expect(tokens.similarity).toHaveLength(tokens.a.length);
    for (const row of tokens.similarity!) expect(row).toHaveLength(tokens.b.length);
  });

  it('says that the end of a text was not read', async () => {
    const { truncated } = await compare({}, 'ferry '.repeat(500), B);
    expect(truncated).toEqual({ a: true, b: false });
  });

  it.each([
    ['an empty text', { a: ' \n' }, 'compare.empty'],
    ['a layer before the first', { firstBidirectionalLayer: -1 }, 'compare.bad-layer'],
    ['a layer after the last', { firstBidirectionalLayer: LAYERS + 1 }, 'compare.bad-layer'],
    ['leaving before the first layer', { exitLayer: 0 }, 'compare.bad-layer'],
    ['half a layer', { exitLayer: 1.5 }, 'compare.bad-layer'],
    ['dimensions that the card does not name', { dimensions: 20 }, 'compare.bad-dimensions'],
  ])('refuses %s', async (_, request, code) => {
    await expect(compare(request)).rejects.toMatchObject({ code });
  });
});

describe('a model that does not show everything', () => {
  it('pools its last token: no token has a share of its own, all else is there', async () => {
    await using last = await TemporaryModel.convert({ pooling: 'last' });
    await using its = await OpenComparer.open(last.packageDir);
    const { contributions, perLayer, tokens, notes } = await its.comparer.compare({ a: A, b: B });
    expect(contributions).toBeNull();
    expect(notes).toEqual([expect.stringContaining('last token')]);
    expect(perLayer).toHaveLength(LAYERS + 1);
    expect(tokens.similarity).not.toBeNull();
  });

  it('is a plain export: its last layer is shown', async () => {
    await using its = await OpenComparer.open(fixtureDir('tiny-bert'));
    const { cosine, contributions, perLayer, tokens, notes } = await its.comparer.compare({ a: A, b: B });
    expect(perLayer).toBeNull();
    expect(notes).toEqual([expect.stringContaining('only its last layer')]);
    expect(sum(contributions!.a)).toBeCloseTo(cosine, 6);
    expect(tokens.a.at(0)).toEqual({ text: '[CLS]', span: null });
    expect(its.comparer.choices).toMatchObject({ layers: null, exitLayers: [] });
    await expect(its.comparer.compare({ a: A, b: B, exitLayer: 1 })).rejects.toMatchObject({
      code: 'compare.bad-layer',
    });
  });

  it('puts a prompt before texts: its tokens count, but have no place in them', async () => {
    await using copy = await PackageCopy.of('tiny-bert');
    await copy.editJson('config_sentence_transformers.json', { prompts: { passage: 'text: ' } });
    await using its = await OpenComparer.open(copy.dir);
    const { cosine, contributions, tokens } = await its.comparer.compare({ a: A, b: B });
    expect(sum(contributions!.a)).toBeCloseTo(cosine, 6);
    const placed = tokens.a.filter(({ span }) => span !== null);
    expect(placed.map(({ span }) => A.slice(span!.start, span!.end)).join('')).toBe(A.replaceAll(' ', ''));
    expect(tokens.a.length - placed.length).toBeGreaterThan(2);
  });

  it('is a package without the files that its layers are made of', async () => {
    await using its = await OpenComparer.open(fixtureDir('tiny-deelm'));
    const { perLayer, notes, settings } = await its.comparer.compare({ a: A, b: B, dimensions: 8 });
    expect(perLayer).toBeNull();
    expect(notes).toEqual([expect.stringContaining('cannot be shown')]);
    expect(settings).toMatchObject({ exitLayer: null, dimensions: 8 });
  });
});
