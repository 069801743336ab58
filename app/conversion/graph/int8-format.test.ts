import { describe, expect, it } from 'vitest';
import type { Decoder } from '../architectures/decoder.ts';
import { fixtureDecoder, fixtureFolder, fixtureReference } from '../fixture-models.ts';
import { cosine, lowestCosine, meanCosine } from '../verify/compare-vectors.ts';
import { GraphSession } from '../verify/graph-session.ts';
import { PROBE_TEXTS } from '../verify/probe-texts.ts';
import { tokenise } from '../verify/token-batch.ts';
import { float32Format } from './float32-format.ts';
import { int8Format } from './int8-format.ts';
import { sentenceGraph } from './sentence-graph.ts';
import type { WeightFormat } from './weight-format.ts';

const tiny = await fixtureDecoder('tiny-llama');
const options = { firstBidirectionalLayer: 3, pooling: 'mean', pooledStates: 'residual' } as const;

function open(decoder: Decoder, format: WeightFormat): Promise<GraphSession> {
  return GraphSession.ofGraph(sentenceGraph(decoder, format, options));
}

/** 200 texts: beginnings and ends of the probe texts, joined in turn. */
function manyTexts(): string[] {
  return Array.from({ length: 200 }, (_, i) => {
    const first = PROBE_TEXTS[i % PROBE_TEXTS.length]!;
    const second = PROBE_TEXTS[(i * 7 + 3) % PROBE_TEXTS.length]!;
    return `${first.slice(0, 10 + (i % 40))} ${second.slice(i % 11)}`;
  });
}

describe('int8 format', () => {
  it('stays close to fp32 on 200 texts', async () => {
    const rows = await tokenise(fixtureFolder('tiny-llama'), manyTexts(), 64);
    await using exact = await open(tiny, float32Format);
    await using quantised = await open(tiny, int8Format);
    const [expected, actual] = [await exact.encode(rows), await quantised.encode(rows)];
    expect(rows).toHaveLength(200);
    expect(meanCosine(actual.vectors, expected.vectors)).toBeGreaterThan(0.995);
    expect(lowestCosine(actual.vectors, expected.vectors)).toBeGreaterThan(0.98);
  });

  it('gives a text the same vector alone and in any batch', async () => {
    const rows = (await fixtureReference('tiny-llama')).rows.map(({ ids }) => ids);
    await using session = await open(tiny, int8Format);
    const together = await session.encode(rows, 100);
    for (const [index, row] of rows.entries()) {
      const alone = await session.encode([row]);
      expect(cosine(alone.vectors[0]!, together.vectors[index]!)).toBeGreaterThan(0.99999);
    }
  });

  it('quantises layers with biases', async () => {
    const variants = await fixtureDecoder('tiny-llama-variants');
    const rows = (await fixtureReference('tiny-llama-variants')).rows.map(({ ids }) => ids);
    const variantOptions = { ...options, firstBidirectionalLayer: 1 };
    await using exact = await GraphSession.ofGraph(sentenceGraph(variants, float32Format, variantOptions));
    await using quantised = await GraphSession.ofGraph(sentenceGraph(variants, int8Format, variantOptions));
    const [expected, actual] = [await exact.encode(rows), await quantised.encode(rows)];
    expect(lowestCosine(actual.vectors, expected.vectors)).toBeGreaterThan(0.99);
  });
});
