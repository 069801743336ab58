import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import type { Decoder } from './architectures/decoder.ts';
import { openDecoder } from './architectures/registry.ts';
import { allLayersGraph } from './graph/all-layers-graph.ts';
import { deviceFormat } from './graph/device-format.ts';
import { deviceSequence } from './graph/device-sequence.ts';
import { float32Format } from './graph/float32-format.ts';
import type { GraphBuilder } from './graph/graph-builder.ts';
import { int8Format } from './graph/int8-format.ts';
import { sentenceGraph } from './graph/sentence-graph.ts';
import type { WeightFormat } from './graph/weight-format.ts';
import type { Graph } from './onnx/graph.ts';
import { readCard } from './package/card-file.ts';
import { CONFIG_FILE, MODEL_FILE } from './package/package-layout.ts';
import { PackageWeights } from './package/package-weights.ts';

/** fp32: the reference. int8: as the package ships. */
export type Precision = 'fp32' | 'int8';

const FORMATS: Readonly<Record<Precision, WeightFormat>> = { fp32: float32Format, int8: int8Format };

/**
 * The sentence graph of a package with other weights or fewer layers, made from the weights that it ships.
 * @param options.exitLayer  number of layers, 1 … L; all of them if left out.
 * @throws DomainError `conversion.not-a-package` | `conversion.bad-card` | `conversion.bad-package`
 */
export async function deriveSentenceGraph(
  packageDir: string,
  options: { readonly precision: Precision; readonly exitLayer?: number },
): Promise<Graph> {
  const card = await readCard(packageDir);
  const decoder = await openPackageDecoder(packageDir);
  return sentenceGraph(decoder, FORMATS[options.precision], {
    ...card,
    exitLayer: options.exitLayer,
  });
}

/** The graph of every layer and every k, made from the weights that a package ships. Errors as above. */
export async function deriveAllLayersGraph(
  packageDir: string,
  options: { readonly precision: Precision },
): Promise<Graph> {
  const card = await readCard(packageDir);
  const decoder = await openPackageDecoder(packageDir);
  return allLayersGraph(decoder, FORMATS[options.precision], card);
}

/**
 * The sentence graph for GPU providers: fp32 weights, int32 mask, and no node that only a CPU can run. It takes texts of
 * up to the card's `maxTokens`. Errors as above.
 */
export async function deriveDeviceGraph(packageDir: string): Promise<Graph> {
  const card = await readCard(packageDir);
  const decoder = await openPackageDecoder(packageDir);
  const begin = (graph: GraphBuilder) => deviceSequence(graph, card.maxTokens);
  return sentenceGraph(decoder, deviceFormat, { ...card, begin });
}

async function openPackageDecoder(packageDir: string): Promise<Decoder> {
  try {
    const config = JSON.parse(await readFile(join(packageDir, CONFIG_FILE), 'utf8'));
    return openDecoder(config, await PackageWeights.open(join(packageDir, MODEL_FILE)));
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('conversion.bad-package', {
      message: `The model files of ${packageDir} cannot be read`,
      nextStep: 'Run `model verify` to see which file changed, then convert or download the model again.',
      cause,
    });
  }
}
