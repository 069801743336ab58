import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { byteLengthOf } from './element-type.ts';
import type { ExternalPlace } from './encode-model.ts';
import { checkedBytes, encodeModel } from './encode-model.ts';
import type { Graph } from './graph.ts';

/** Above this the weights go to a file beside the model: protobuf messages end at 2 GiB. */
const INLINE_LIMIT_BYTES = 2_000_000_000;

/** Smaller constants stay in the model file, where onnxruntime needs their values to infer shapes. */
const SMALLEST_EXTERNAL_BYTES = 1024;
/** Lets onnxruntime map each weight straight from the file. */
const ALIGNMENT_BYTES = 4096;

/** Node writes less than 2 GiB at once. */
const CHUNK_BYTES = 2 ** 30;

export interface WriteModelOptions {
  readonly inlineLimitBytes?: number;
}

/**
 * Writes a graph as an ONNX file, reading its weights one at a time. Past `inlineLimitBytes` of weights, a second
 * file `<path>_data` holds them; the two must stay together and keep their names.
 */
export async function writeModel(graph: Graph, path: string, options: WriteModelOptions = {}): Promise<void> {
  const { inlineLimitBytes = INLINE_LIMIT_BYTES } = options;
  const places =
    weightBytes(graph) > inlineLimitBytes ? await writeExternalData(graph, `${path}_data`) : new Map();
  await using file = await open(path, 'w');
  for await (const piece of encodeModel(graph, places)) await file.writeFile(piece);
}

/** The whole model file in memory, for sessions made from a buffer. At most 2 GB of weights. */
export async function modelBytes(graph: Graph): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of encodeModel(graph)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Size of all weights and constants of a graph. */
export function weightBytes(graph: Graph): number {
  return weightSizes(graph).reduce((sum, size) => sum + size, 0);
}

/** Bytes of each weight and constant of a graph. */
export function weightSizes(graph: Graph): number[] {
  return graph.initializers.map(({ type, shape }) => byteLengthOf(type, shape));
}

async function writeExternalData(graph: Graph, path: string): Promise<Map<string, ExternalPlace>> {
  const places = new Map<string, ExternalPlace>();
  await using file = await open(path, 'w');
  let end = 0;
  for (const initializer of graph.initializers) {
    if (byteLengthOf(initializer.type, initializer.shape) < SMALLEST_EXTERNAL_BYTES) continue;
    const offset = Math.ceil(end / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    const bytes = await checkedBytes(initializer);
    await writeAt(file, bytes, offset);
    places.set(initializer.name, { file: basename(path), offset });
    end = offset + bytes.length;
  }
  return places;
}

/** A single write may be cut short by the system, so it is repeated until all is written. */
async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const length = Math.min(CHUNK_BYTES, bytes.length - done);
    const { bytesWritten } = await file.write(bytes, done, length, position + done);
    done += bytesWritten;
  }
}
