import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError } from '../../base/domain-error.ts';
import { readFully } from '../read-fully.ts';
import { decodeFloats, isFloatType } from './float-decoding.ts';
import type { TensorEntry } from './safetensors-header.ts';
import { HeaderProblem, MAX_HEADER_BYTES, parseHeader } from './safetensors-header.ts';
import type { TensorSource } from './tensor-source.ts';

const LENGTH_FIELD_BYTES = 8;

/** One `.safetensors` file, open for random access. Nothing is allocated that the file's real size does not justify. */
export class SafetensorsFile implements TensorSource, AsyncDisposable {
  readonly #file: FileHandle;
  readonly #name: string;
  readonly #dataStart: number;
  readonly #entries: ReadonlyMap<string, TensorEntry>;

  private constructor(
    file: FileHandle,
    name: string,
    dataStart: number,
    entries: ReadonlyMap<string, TensorEntry>,
  ) {
    this.#file = file;
    this.#name = name;
    this.#dataStart = dataStart;
    this.#entries = entries;
  }

  /** @throws DomainError `conversion.unreadable` | `conversion.bad-safetensors` */
  static async open(path: string): Promise<SafetensorsFile> {
    const name = basename(path);
    const file = await openForReading(path);
    try {
      const { dataStart, json, dataLength } = await readHeader(file);
      return new SafetensorsFile(file, name, dataStart, parseHeader(json, dataLength));
    } catch (error) {
      await file.close();
      throw error instanceof HeaderProblem ? badFile(name, error) : error;
    }
  }

  get names(): Iterable<string> {
    return this.#entries.keys();
  }

  shapeOf(name: string): readonly number[] | undefined {
    return this.#entries.get(name)?.shape;
  }

  /**
   * @param name  must be one of `names`.
   * @throws DomainError `conversion.unsupported-dtype` for anything but F32, F16 and BF16.
   */
  async read(name: string): Promise<Float32Array> {
    const entry = this.#entries.get(name);
    if (!entry) throw new RangeError(`No tensor ${name} in ${this.#name}`);
    if (!isFloatType(entry.dtype)) throw unsupportedDtype(this.#name, name, entry.dtype);
    const bytes = new Uint8Array(entry.end - entry.start);
    const complete = await readFully(this.#file, bytes, this.#dataStart + entry.start);
    if (!complete) throw badFile(this.#name, new HeaderProblem('it became shorter while it was read'));
    return decodeFloats(bytes, entry.dtype);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw new DomainError('conversion.unreadable', {
      message: `${basename(path)} cannot be opened`,
      nextStep: 'Check that the file exists and that you may read it.',
      cause,
    });
  }
}

async function readHeader(file: FileHandle) {
  const { size } = await file.stat();
  const lengthField = new Uint8Array(LENGTH_FIELD_BYTES);
  if (!(await readFully(file, lengthField, 0))) throw new HeaderProblem('it is too short to hold a header');
  const headerLength = Number(new DataView(lengthField.buffer).getBigUint64(0, true));
  const dataStart = LENGTH_FIELD_BYTES + headerLength;
  if (headerLength > MAX_HEADER_BYTES) throw new HeaderProblem(`it claims a header of ${headerLength} bytes`);
  if (dataStart > size) throw new HeaderProblem('its header reaches past the end of the file');
  const header = new Uint8Array(headerLength);
  await readFully(file, header, LENGTH_FIELD_BYTES);
  return { dataStart, json: decodeUtf8(header), dataLength: size - dataStart };
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HeaderProblem('its header is not UTF-8 text');
  }
}

function badFile(name: string, problem: HeaderProblem): DomainError {
  return new DomainError('conversion.bad-safetensors', {
    message: `${name} is not a sound safetensors file: ${problem.message}`,
    nextStep: 'Download the model again; if it stays the same, the file is damaged at its source.',
    cause: problem,
  });
}

function unsupportedDtype(file: string, tensor: string, dtype: string): DomainError {
  return new DomainError('conversion.unsupported-dtype', {
    message: `${tensor} in ${file} is stored as ${dtype}; only F32, F16 and BF16 can be converted`,
    nextStep: 'Use the original checkpoint of the model instead of a quantised one.',
  });
}
