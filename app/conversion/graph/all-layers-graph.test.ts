import { describe, expect, it } from 'vitest';
import { fixtureDecoder, fixtureReference } from '../fixture-models.ts';
import { relativeDifference } from '../verify/compare-vectors.ts';
import { GraphSession } from '../verify/graph-session.ts';
import { allLayersGraph } from './all-layers-graph.ts';
import { float32Format } from './float32-format.ts';
import { sentenceGraph } from './sentence-graph.ts';

const decoder = await fixtureDecoder('tiny-llama');
const rows = (await fixtureReference('tiny-llama')).rows.map(({ ids }) => ids);

describe('all-layers graph', () => {
  it.each(['residual', 'normed'] as const)(
    'agrees with the graph of each k and exit layer, %s states',
    async (pooledStates) => {
      const choice = { pooling: 'mean', pooledStates } as const;
      await using session = await GraphSession.ofGraph(allLayersGraph(decoder, float32Format, choice));
      for (const k of [0, 3, decoder.layers]) {
        const layers = await session.encodeLayers(rows, k);
        expect(layers).toHaveLength(decoder.layers + 1);
        for (const exitLayer of [1, 4, decoder.layers]) {
          const options = { ...choice, firstBidirectionalLayer: k, exitLayer };
          await using single = await GraphSession.ofGraph(sentenceGraph(decoder, float32Format, options));
          const expected = await single.encode(rows);
          for (const row of rows.keys()) {
            const actual = layers[exitLayer]!;
            expect(relativeDifference(actual.vectors[row]!, expected.vectors[row]!)).toBeLessThan(1e-6);
            expect(relativeDifference(actual.states[row]!, expected.states[row]!)).toBeLessThan(1e-6);
          }
        }
      }
    },
  );
});
