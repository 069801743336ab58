import { open, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readFully } from '../read-fully.ts';
import type { ElementType } from './element-type.ts';
import { byteLengthOf, elementTypeOf } from './element-type.ts';
import { EXTERNAL_LOCATION, ModelProto } from './onnx-proto.ts';

/** A constant tensor of a model file. */
export interface StoredTensor {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Little endian, row-major; begins at a multiple of 8 in its buffer. */
  readonly bytes: () => Promise<Uint8Array>;
}

interface TensorMessage {
  readonly name?: string;
  readonly dims?: number[];
  readonly data_type?: number;
  readonly raw_data?: Uint8Array;
  readonly data_location?: number;
  readonly external_data?: { readonly key: string; readonly value: string }[];
}

/**
 * The initializers of an ONNX file as {@link writeModel} writes it, by name; tensors of other types are left out.
 * @throws Error when the file is not a model, or refers to data that is not there.
 */
export async function readInitializers(path: string): Promise<Map<string, StoredTensor>> {
  const message = ModelProto.toObject(ModelProto.decode(await readFile(path)), { longs: Number });
  const tensors: TensorMessage[] = message.graph?.initializer ?? [];
  const stored = new Map<string, StoredTensor>();
  for (const tensor of tensors) {
    const type = elementTypeOf(tensor.data_type ?? 0);
    if (tensor.name && type) stored.set(tensor.name, storedTensor(tensor, type, dirname(path)));
  }
  return stored;
}

function storedTensor(tensor: TensorMessage, type: ElementType, folder: string): StoredTensor {
  const shape = tensor.dims ?? [];
  const length = byteLengthOf(type, shape);
  const isExternal = tensor.data_location === EXTERNAL_LOCATION;
  const inline = tensor.raw_data ?? new Uint8Array();
  if (!isExternal && inline.length !== length)
    throw new Error(`${tensor.name} has ${inline.length} of ${length} bytes`);
  return {
    type,
    shape,
    bytes: () =>
      isExternal ? readExternal(tensor, length, folder) : Promise.resolve(new Uint8Array(inline)),
  };
}

async function readExternal(tensor: TensorMessage, length: number, folder: string): Promise<Uint8Array> {
  const entries = new Map(tensor.external_data?.map(({ key, value }) => [key, value]));
  const location = entries.get('location') ?? '';
  if (location !== basename(location)) throw new Error(`${tensor.name} lies outside of the model's folder`);
  const offset = Number(entries.get('offset') ?? 0);
  await using file = await open(join(folder, location), 'r');
  const { size } = await file.stat();
  if (!(offset + length <= size)) throw new Error(`${location} is too short for ${tensor.name}`);
  const bytes = new Uint8Array(length);
  if (!(await readFully(file, bytes, offset)))
    throw new Error(`${location} became shorter while it was read`);
  return bytes;
}
