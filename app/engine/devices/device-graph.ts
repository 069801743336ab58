import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../../base/domain-error.ts';
import {
  deriveDeviceGraph,
  derivedModel,
  modelBytes,
  weightSizes,
  writeModel,
} from '../../conversion/index.ts';
import { type ModelPackage, modelFingerprint, verifyChecksums } from '../../embedding/index.ts';

/** Rises whenever the graph for GPU providers is built differently. */
export const DEVICE_GRAPH_VERSION = 1;

/** Electron's allocator ends the process on macOS when it is asked for 1 GiB in one piece; we stay well below. */
const LARGEST_WEIGHT_BYTES = 500 * 2 ** 20;

/** The files of an export that hold fp32 weights; a GPU has no kernels for the integers of the others. */
const FLOAT_EXPORTS = ['onnx/model.onnx', 'model.onnx'];

/**
 * What a GPU provider runs for a package: made of the shipped weights once and kept in `derivedRoot`, or, of a plain
 * export, its own fp32 file.
 * @param derivedRoot  null to make it in memory.
 * @returns a file, or the bytes of one.
 * @throws DomainError `device.unsupported-model` | `model.*` | `conversion.*`
 */
export async function deviceGraph(
  model: ModelPackage,
  derivedRoot: string | null,
): Promise<string | Uint8Array> {
  if (model.card === null) return floatExport(model);
  if (derivedRoot === null) return modelBytes(await derivedGraph(model));
  const fingerprint = await modelFingerprint(model);
  const place = { home: join(derivedRoot, model.id), kind: 'model_gpu', mark: markOf(fingerprint) };
  const file = await derivedModel(place, async (path) => writeModel(await derivedGraph(model), path));
  return file ?? modelBytes(await derivedGraph(model));
}

function markOf(fingerprint: string): string {
  const source = JSON.stringify({ version: DEVICE_GRAPH_VERSION, fingerprint });
  return createHash('sha256').update(source).digest('hex').slice(0, 16);
}

async function derivedGraph(model: ModelPackage) {
  await verifyChecksums(model);
  const graph = await deriveDeviceGraph(model.dir);
  const largest = Math.max(...weightSizes(graph));
  if (largest <= LARGEST_WEIGHT_BYTES) return graph;
  const [found, limit] = [largest, LARGEST_WEIGHT_BYTES].map((bytes) => Math.round(bytes / 2 ** 20));
  throw unsupported(
    model,
    `one of its weights takes ${found} MB in one piece, and ${limit} MB is as much as is asked for`,
  );
}

async function floatExport(model: ModelPackage): Promise<string> {
  for (const file of FLOAT_EXPORTS) {
    const path = join(model.dir, file);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  throw unsupported(model, 'it holds integer weights only, which run on the CPU');
}

function unsupported(model: ModelPackage, reason: string): DomainError {
  return new DomainError('device.unsupported-model', {
    message: `The model ${model.name} cannot run on a graphics processor: ${reason}.`,
    nextStep: 'Use the CPU for this model, or an export of it with fp32 weights in onnx/model.onnx.',
  });
}
