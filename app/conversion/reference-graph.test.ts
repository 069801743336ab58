import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtureDecoder, fixtureFolder } from './fixture-models.ts';
import { convertModel, verifyPackage } from './index.ts';
import { weightBytes } from './onnx/write-model.ts';
import { referenceGraph } from './reference-graph.ts';

const decoder = await fixtureDecoder('tiny-llama');
const options = { firstBidirectionalLayer: 3, pooling: 'mean', pooledStates: 'normed' } as const;

describe('referenceGraph', () => {
  it('has all layers where they fit, and one at least where they do not', () => {
    expect(referenceGraph(decoder, options).exitLayer).toBe(6);
    expect(referenceGraph(decoder, options, 1).exitLayer).toBe(1);
    const { graph, exitLayer } = referenceGraph(decoder, options, 200_000);
    expect(exitLayer).toBeLessThan(6);
    expect(weightBytes(graph)).toBeLessThanOrEqual(200_000);
  });

  it('is compared with the package after the same layer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'semblance-reference-'));
    try {
      const hfFolder = fixtureFolder('tiny-llama');
      await convertModel({ hfFolder, outDir: folder, ...options });
      const { checks } = await verifyPackage(folder, referenceGraph(decoder, options, 200_000));
      expect(checks.find(({ name }) => name === 'quantisation')).toMatchObject({
        passed: true,
        message: expect.stringMatching(/after [1-5] of 6 layers/),
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
