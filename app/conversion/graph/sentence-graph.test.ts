import { describe, expect, it } from 'vitest';
import type { Decoder } from '../architectures/decoder.ts';
import { fixtureDecoder, fixtureReference } from '../fixture-models.ts';
import { type Encoded, GraphSession } from '../verify/graph-session.ts';
import { float32Format } from './float32-format.ts';
import type { SentenceGraphOptions } from './sentence-graph.ts';
import { sentenceGraph } from './sentence-graph.ts';

const tiny = await fixtureDecoder('tiny-llama');
const reference = await fixtureReference('tiny-llama');
const rows = reference.rows.map(({ ids }) => ids);
const LAYERS = tiny.layers;

const defaults = { pooling: 'mean', pooledStates: 'residual' } as const;

function open(
  decoder: Decoder,
  options: Partial<SentenceGraphOptions> & { firstBidirectionalLayer: number },
): Promise<GraphSession> {
  return GraphSession.ofGraph(sentenceGraph(decoder, float32Format, { ...defaults, ...options }));
}

async function encode(
  decoder: Decoder,
  options: Partial<SentenceGraphOptions> & { firstBidirectionalLayer: number },
  ids: readonly (readonly number[])[] = rows,
): Promise<Encoded> {
  await using session = await open(decoder, options);
  return await session.encode(ids);
}

function largestDifference(actual: readonly Float32Array[], expected: readonly ArrayLike<number>[]): number {
  const differences = actual.flatMap((values, row) =>
    [...values].map((value, i) => Math.abs(value - expected[row]![i]!)),
  );
  return Math.max(...differences);
}

describe('sentence graph against Hugging Face transformers', () => {
  it.each(reference.cases)('has the same token states for k = $firstBidirectional', async (expected) => {
    const { firstBidirectional: firstBidirectionalLayer } = expected;
    const residual = await encode(tiny, { firstBidirectionalLayer });
    const normed = await encode(tiny, { firstBidirectionalLayer, pooledStates: 'normed' });
    expect(
      largestDifference(
        residual.states,
        expected.residual.map((row) => row.flat()),
      ),
    ).toBeLessThan(1e-4);
    expect(
      largestDifference(
        normed.states,
        expected.normed.map((row) => row.flat()),
      ),
    ).toBeLessThan(1e-4);
  });

  it.each(['residual', 'normed'] as const)(
    'has the same vectors from %s states, mean and last',
    async (pooledStates) => {
      const { vectors } = reference.cases.find(({ firstBidirectional }) => firstBidirectional === 3)!;
      for (const pooling of ['mean', 'last'] as const) {
        const actual = await encode(tiny, { firstBidirectionalLayer: 3, pooling, pooledStates });
        expect(largestDifference(actual.vectors, vectors[pooledStates][pooling])).toBeLessThan(1e-5);
      }
    },
  );

  it('has the same vectors after every exit layer', async () => {
    const { exitMeans } = reference.cases.find(({ firstBidirectional }) => firstBidirectional === 3)!;
    for (let exitLayer = 1; exitLayer <= LAYERS; exitLayer++) {
      const { vectors } = await encode(tiny, { firstBidirectionalLayer: 3, exitLayer });
      const expected = exitMeans.residual.map((layers) => layers[exitLayer - 1]!);
      expect(largestDifference(vectors, expected)).toBeLessThan(1e-5);
    }
  });

  it('reads BF16 and F16 shards and a config.json of transformers 4', async () => {
    const sharded = await fixtureDecoder('tiny-llama-sharded');
    const actual = await encode(sharded, { firstBidirectionalLayer: 3 });
    const expected = reference.cases.find(({ firstBidirectional }) => firstBidirectional === 3)!;
    expect(
      largestDifference(
        actual.states,
        expected.residual.map((row) => row.flat()),
      ),
    ).toBeLessThan(1e-4);
  });

  it('covers biases, head_dim, grouped heads and llama3 RoPE scaling', async () => {
    const variants = await fixtureDecoder('tiny-llama-variants');
    const { rows: variantRows, cases } = await fixtureReference('tiny-llama-variants');
    const ids = variantRows.map((row) => row.ids);
    for (const { firstBidirectional, normed } of cases) {
      const options = { firstBidirectionalLayer: firstBidirectional, pooledStates: 'normed' } as const;
      const actual = await encode(variants, options, ids);
      expect(
        largestDifference(
          actual.states,
          normed.map((row) => row.flat()),
        ),
      ).toBeLessThan(1e-4);
    }
  });
});

describe('sentence graph', () => {
  it('gives a text the same vector alone and in a batch padded to three times the longest', async () => {
    const longest = Math.max(...rows.map((ids) => ids.length));
    for (const pooling of ['mean', 'last'] as const) {
      await using session = await open(tiny, { firstBidirectionalLayer: 2, pooling });
      const together = await session.encode(rows, 3 * longest);
      for (const [index, ids] of rows.entries()) {
        const alone = await session.encode([ids]);
        expect(largestDifference([together.vectors[index]!], alone.vectors)).toBeLessThan(1e-5);
      }
    }
  });

  it('lets no earlier state see a changed last token before layer k, and every one from layer k on', async () => {
    const ids = rows[3]!;
    const changed = [...ids.slice(0, -1), ids[0]!];
    const k = 3;
    for (let exitLayer = 1; exitLayer <= LAYERS; exitLayer++) {
      const { states } = await encode(tiny, { firstBidirectionalLayer: k, exitLayer }, [ids, changed]);
      const earlier = (ids.length - 1) * tiny.width;
      const [before, after] = states.map((row) => row.subarray(0, earlier)) as [Float32Array, Float32Array];
      const difference = largestDifference([before], [after]);
      if (exitLayer <= k) expect(difference).toBe(0);
      else expect(difference).toBeGreaterThan(1e-3);
    }
  });

  it('is the causal model with k = L, and with k = L-1 when only the last token is pooled', async () => {
    const causal = await encode(tiny, { firstBidirectionalLayer: LAYERS, pooling: 'last' });
    const nullCase = await encode(tiny, { firstBidirectionalLayer: LAYERS - 1, pooling: 'last' });
    const twoLayers = await encode(tiny, { firstBidirectionalLayer: LAYERS - 2, pooling: 'last' });
    expect(largestDifference(nullCase.vectors, causal.vectors)).toBeLessThan(1e-6);
    expect(largestDifference(twoLayers.vectors, causal.vectors)).toBeGreaterThan(1e-3);
  });

  it('gives a zero vector, not NaN, for a row without tokens', async () => {
    const { vectors } = await encode(tiny, { firstBidirectionalLayer: 0 }, [[], rows[1]!]);
    expect([...vectors[0]!].every((value) => value === 0)).toBe(true);
  });

  it('refuses layers that the model does not have', () => {
    const build = (options: Partial<SentenceGraphOptions>) =>
      sentenceGraph(tiny, float32Format, { ...defaults, firstBidirectionalLayer: 3, ...options });
    expect(() => build({ firstBidirectionalLayer: LAYERS + 1 })).toThrow(RangeError);
    expect(() => build({ exitLayer: 0 })).toThrow(RangeError);
  });
});
