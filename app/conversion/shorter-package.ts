import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModelCard } from '../contracts/model-card.ts';
import { copyConfiguration } from './checkpoint/hugging-face-folder.ts';
import { deriveSentenceGraph } from './derive-graph.ts';
import { writeModel } from './onnx/write-model.ts';
import { readCard, writeCard } from './package/card-file.ts';
import { CONFIG_FILE, hashFiles, MODEL_FILE } from './package/package-layout.ts';
import { replaceFolder } from './package/replace-folder.ts';

/**
 * Makes a package of the first layers of another one, with the very integers and scales that it ships (2D Matryoshka:
 * the model left early). It is there whole or not at all.
 * @param exitLayer  number of layers to keep, 1 … L.
 * @throws DomainError `conversion.*`; then nothing has changed on disk.
 */
export function makeShorterPackage(
  packageDir: string,
  exitLayer: number,
  outDir: string,
): Promise<ModelCard> {
  return replaceFolder(outDir, async (folder) => {
    const card = await readCard(packageDir);
    await mkdir(dirname(join(folder, MODEL_FILE)), { recursive: true });
    await writeModel(
      await deriveSentenceGraph(packageDir, { precision: 'int8', exitLayer }),
      join(folder, MODEL_FILE),
    );
    await copyConfiguration(packageDir, folder);
    await shortenConfig(join(folder, CONFIG_FILE), exitLayer);
    const shorter = ModelCard.parse({
      ...card,
      layers: exitLayer,
      firstBidirectionalLayer: Math.min(card.firstBidirectionalLayer, exitLayer),
      exitLayers: card.exitLayers.filter((layer) => layer <= exitLayer),
      // Measured with all layers.
      scores: {},
      sha256: await hashFiles(folder),
    });
    await writeCard(folder, shorter);
    return shorter;
  });
}

async function shortenConfig(path: string, layers: number): Promise<void> {
  const config = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...config, num_hidden_layers: layers }, null, 2));
}
