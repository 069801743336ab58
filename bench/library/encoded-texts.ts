import { createHash } from 'node:crypto';
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 16;
const LOAD_KEYS = 65_536;

/**
 * Texts with their vectors, kept on disk in the order in which they came: `<name>.keys` (half a SHA-256 each) and
 * `<name>.f32` (width × float32 each). Written by one process at a time; what a killed one left half is cut off.
 */
export class EncodedTexts implements Disposable {
  readonly #rowBytes: number;
  readonly #keys: number;
  readonly #rows: number;
  readonly #at = new Map<string, number>();

  constructor(folder: string, name: string, width: number) {
    mkdirSync(folder, { recursive: true });
    this.#rowBytes = 4 * width;
    this.#keys = openSync(join(folder, `${name}.keys`), 'a+');
    this.#rows = openSync(join(folder, `${name}.f32`), 'a+');
    const count = Math.min(
      Math.floor(fstatSync(this.#keys).size / KEY_BYTES),
      Math.floor(fstatSync(this.#rows).size / this.#rowBytes),
    );
    ftruncateSync(this.#keys, count * KEY_BYTES);
    ftruncateSync(this.#rows, count * this.#rowBytes);
    this.#load(count);
  }

  get count(): number {
    return this.#at.size;
  }

  has(text: string): boolean {
    return this.#at.has(keyOf(text).toString('latin1'));
  }

  /** Reads the vector of a text that it {@link has} into `row`. */
  read(text: string, row: Float32Array): void {
    const at = this.#at.get(keyOf(text).toString('latin1'))!;
    const bytes = new Uint8Array(row.buffer, row.byteOffset, row.byteLength);
    readSync(this.#rows, bytes, 0, this.#rowBytes, at * this.#rowBytes);
  }

  /** @param texts  distinct, and none that it has; vectors row-major in their order. */
  add(texts: readonly string[], vectors: Float32Array): void {
    const keys = texts.map(keyOf);
    writeSync(this.#rows, new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength));
    writeSync(this.#keys, Buffer.concat(keys));
    for (const key of keys) this.#at.set(key.toString('latin1'), this.#at.size);
  }

  [Symbol.dispose](): void {
    closeSync(this.#keys);
    closeSync(this.#rows);
  }

  #load(count: number): void {
    const block = Buffer.alloc(LOAD_KEYS * KEY_BYTES);
    for (let start = 0; start < count; start += LOAD_KEYS) {
      const read = readSync(this.#keys, block, 0, block.length, start * KEY_BYTES);
      for (let at = 0; at < read; at += KEY_BYTES)
        this.#at.set(block.toString('latin1', at, at + KEY_BYTES), start + at / KEY_BYTES);
    }
  }
}

function keyOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, KEY_BYTES);
}
