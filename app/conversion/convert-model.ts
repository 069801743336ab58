import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { ModelCard } from '../contracts/model-card.ts';
import type { Decoder } from './architectures/decoder.ts';
import { openDecoder } from './architectures/registry.ts';
import { AdaptedWeights } from './checkpoint/adapted-weights.ts';
import { Checkpoint } from './checkpoint/checkpoint.ts';
import { copyConfiguration, readConfig } from './checkpoint/hugging-face-folder.ts';
import type { CardChoices, ConvertOptions } from './convert-options.ts';
import { requireSupported, settleChoices } from './convert-options.ts';
import { float32Format } from './graph/float32-format.ts';
import { int8Format } from './graph/int8-format.ts';
import { sentenceGraph } from './graph/sentence-graph.ts';
import { writeModel } from './onnx/write-model.ts';
import { recordScores, writeCard } from './package/card-file.ts';
import { hashFiles, MODEL_FILE } from './package/package-layout.ts';
import { replaceFolder } from './package/replace-folder.ts';
import { referenceGraph } from './reference-graph.ts';
import { verifyPackage } from './verify/verify-package.ts';

const QUANTISATION_SCORE = 'int8Cosine';

/**
 * Makes a DeeLM model package (int8 ONNX, tokenizer, card) of a Hugging Face folder with a decoder language model,
 * and checks it against its fp32 source before it gets its name. Sequential form, METHODS A8.
 * @returns the card of the new package. Its scores hold what quantising cost, `int8Cosine`; others are added
 *   with `recordScores`.
 * @throws DomainError `conversion.…`; then nothing has changed on disk.
 */
export async function convertModel(options: ConvertOptions): Promise<ModelCard> {
  requireSupported(options);
  const { hfFolder, outDir } = options;
  const config = await readConfig(hfFolder);
  await using checkpoint = await Checkpoint.open(hfFolder);
  await using adapted = options.adapter ? await AdaptedWeights.open(checkpoint, options.adapter) : undefined;
  const decoder = openDecoder(config, adapted ?? checkpoint);
  const choices = settleChoices(options, decoder);
  return await replaceFolder(outDir, (folder) => fillPackage(folder, hfFolder, decoder, choices));
}

async function fillPackage(
  folder: string,
  hfFolder: string,
  decoder: Decoder,
  choices: CardChoices,
): Promise<ModelCard> {
  const modelFile = join(folder, MODEL_FILE);
  await mkdir(dirname(modelFile), { recursive: true });
  await writeModel(sentenceGraph(decoder, int8Format, choices), modelFile);
  await copyConfiguration(hfFolder, folder);
  const card = ModelCard.parse({
    formatVersion: 1,
    ...choices,
    architecture: decoder.architecture,
    layers: decoder.layers,
    parameters: countParameters(decoder, choices),
    scores: {},
    sha256: await hashFiles(folder),
  });
  await writeCard(folder, card);
  return recordScores(folder, { [QUANTISATION_SCORE]: await soundPackageCosine(folder, decoder, choices) });
}

/** Values of the model that its graph holds; the constants of the graph are not counted. */
function countParameters(decoder: Decoder, choices: CardChoices): number {
  return sentenceGraph(decoder, float32Format, choices)
    .initializers.filter(({ name }) => decoder.weights.has(name))
    .reduce((sum, { shape }) => sum + shape.reduce((product, dimension) => product * dimension, 1), 0);
}

/** Checks the package against its fp32 source; returns the mean cosine of the two. */
async function soundPackageCosine(folder: string, decoder: Decoder, choices: CardChoices): Promise<number> {
  const { passed, checks } = await verifyPackage(folder, referenceGraph(decoder, choices));
  if (passed) return checks.find(({ name }) => name === 'quantisation')?.measured ?? 0;
  const failures = checks.filter((check) => !check.passed).map(({ name, message }) => `${name}: ${message}`);
  throw new DomainError('conversion.self-check-failed', {
    message: `The converted model does not behave like its source: ${failures.join('; ')}`,
    nextStep:
      'Check that the weights are the original ones, not quantised before; otherwise this model cannot be used.',
  });
}
