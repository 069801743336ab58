import { join } from 'node:path';
import { openDecoder } from './architectures/registry.ts';
import { Checkpoint } from './checkpoint/checkpoint.ts';
import { copyConfiguration, readConfig } from './checkpoint/hugging-face-folder.ts';
import { allLayersGraph } from './graph/all-layers-graph.ts';
import { float32Format } from './graph/float32-format.ts';
import { writeModel } from './onnx/write-model.ts';

/** The layers of a checkpoint, ready to be run. */
export interface CheckpointLayers {
  /** See allLayersGraph: fp32, states after the final norm. */
  readonly modelFile: string;
  readonly layers: number;
  /** Longest text in tokens. */
  readonly maxPositions: number;
}

/**
 * Writes the graph of all layers of a Hugging Face folder, with its tokenizer beside it: to look at a decoder before a
 * package is made of it. It takes the room of the weights in fp32.
 * @param folder  an empty one.
 * @throws DomainError `conversion.*`, as convertModel.
 */
export async function writeCheckpointLayers(hfFolder: string, folder: string): Promise<CheckpointLayers> {
  const config = await readConfig(hfFolder);
  await using checkpoint = await Checkpoint.open(hfFolder);
  const decoder = openDecoder(config, checkpoint);
  const modelFile = join(folder, 'all-layers.onnx');
  await writeModel(
    allLayersGraph(decoder, float32Format, { pooling: 'mean', pooledStates: 'normed' }),
    modelFile,
  );
  await copyConfiguration(hfFolder, folder);
  return { modelFile, layers: decoder.layers, maxPositions: decoder.maxPositions };
}
