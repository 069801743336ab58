import { createInt8Kernel, type Int8Kernel } from './int8-kernel.ts';
import type { PreparedQuery } from './prepared-query.ts';
import { dot, type QuantisedVector } from './quantise.ts';
import type { VectorRows } from './vector-rows.ts';
import { WASM_PAGE_BYTES, type WasmMemory } from './wasm-kernel.ts';

/** Rows per call of the kernel: its results stay in the first-level cache. */
const STEP_ROWS = 4096;
const LANES = 16;
const GROWTH = 1.5;

/**
 * Int8 rows in one WebAssembly memory that grows in place, with their ids and scales beside it. Rows are dense: the
 * caller fills the hole that a removed row leaves.
 *
 * Memory: query levels · picked row numbers · sums · rows.
 */
export class VectorBlock {
  /** Rows that fit into `maxBytes`. */
  readonly capacity: number;
  readonly #width: number;
  readonly #stride: number;
  readonly #pickedAt: number;
  readonly #sumsAt: number;
  readonly #rowsAt: number;
  readonly #memory: WasmMemory;
  readonly #kernel: Int8Kernel;
  #bytes: Int8Array;
  #ids = new Float64Array(64);
  #scales = new Float32Array(64);
  #size = 0;

  constructor(width: number, maxBytes: number) {
    this.#width = width;
    this.#stride = Math.ceil(width / LANES) * LANES;
    this.#pickedAt = this.#stride * Int16Array.BYTES_PER_ELEMENT;
    this.#sumsAt = this.#pickedAt + STEP_ROWS * Uint32Array.BYTES_PER_ELEMENT;
    this.#rowsAt = this.#sumsAt + STEP_ROWS * Int32Array.BYTES_PER_ELEMENT;
    this.capacity = Math.floor((maxBytes - this.#rowsAt) / this.#stride / 4) * 4;
    const { memory, kernel } = createInt8Kernel(this.#rowsAt, maxBytes);
    this.#memory = memory;
    this.#kernel = kernel;
    this.#bytes = new Int8Array(memory.buffer);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#bytes.byteLength + this.#ids.byteLength + this.#scales.byteLength;
  }

  idAt(row: number): number {
    return this.#ids[row]!;
  }

  /** Appends `count` of the rows from the one numbered `from` on; there must be room for them. */
  append({ ids, scales, data }: VectorRows, from: number, count: number): void {
    this.#reserve(this.#size + count);
    for (let i = 0; i < count; i++) {
      this.#ids[this.#size + i] = ids[from + i]!;
      this.#scales[this.#size + i] = scales[from + i]!;
    }
    this.#appendData(data.subarray(from * this.#width, (from + count) * this.#width));
    this.#size += count;
  }

  /** Copies of `count` rows from the one numbered `from` on. */
  rows(from: number, count: number): VectorRows {
    const data = new Int8Array(count * this.#width);
    for (let i = 0; i < count; i++) data.set(this.rowAt(from + i).data, i * this.#width);
    return {
      ids: this.#ids.slice(from, from + count),
      scales: this.#scales.slice(from, from + count),
      data,
    };
  }

  /** Overwrites `row` with a row of this or another block of the same width. */
  copyFrom(source: VectorBlock, sourceRow: number, row: number): void {
    const { data, scale } = source.rowAt(sourceRow);
    this.#put(row, source.idAt(sourceRow), scale, data);
  }

  dropLast(): void {
    this.#size--;
  }

  /** The stored row; `data` is a view that holds until the next change. */
  rowAt(row: number): QuantisedVector {
    const start = this.#rowsAt + row * this.#stride;
    return { data: this.#bytes.subarray(start, start + this.#width), scale: this.#scales[row]! };
  }

  /** Writes the approximate scores of the rows from `first` (a multiple of 4) to before `end` to `scores[at …]`. */
  scan(query: PreparedQuery, scores: Float32Array, at: number, first = 0, end = this.#size): void {
    this.#loadQuery(query);
    for (let start = first; start < end; start += STEP_ROWS) {
      const count = Math.min(STEP_ROWS, end - start);
      const rows = this.#rowsAt + start * this.#stride;
      this.#kernel.scan(0, rows, Math.ceil(count / 4) * 4, this.#stride, this.#sumsAt);
      const sums = new Int32Array(this.#memory.buffer, this.#sumsAt, count);
      for (let i = 0; i < count; i++)
        scores[at + start - first + i] = sums[i]! * query.scale * this.#scales[start + i]!;
    }
  }

  /** Writes the approximate scores of the numbered rows to `scores[at …]`. */
  pick(query: PreparedQuery, rows: Uint32Array, scores: Float32Array, at: number): void {
    this.#loadQuery(query);
    for (let start = 0; start < rows.length; start += STEP_ROWS) {
      const picked = rows.subarray(start, start + STEP_ROWS);
      new Uint32Array(this.#memory.buffer, this.#pickedAt, picked.length).set(picked);
      this.#kernel.pick(0, this.#rowsAt, this.#pickedAt, picked.length, this.#stride, this.#sumsAt);
      const sums = new Int32Array(this.#memory.buffer, this.#sumsAt, picked.length);
      for (let i = 0; i < picked.length; i++) {
        scores[at + start + i] = sums[i]! * query.scale * this.#scales[picked[i]!]!;
      }
    }
  }

  exactScore(query: Float32Array, row: number): number {
    return this.#scales[row]! * dot(query, this.#bytes, this.#rowsAt + row * this.#stride);
  }

  #loadQuery(query: PreparedQuery): void {
    new Int16Array(this.#memory.buffer, 0, this.#width).set(query.levels);
  }

  #put(row: number, id: number, scale: number, data: Int8Array): void {
    this.#bytes.set(data, this.#rowsAt + row * this.#stride);
    this.#ids[row] = id;
    this.#scales[row] = scale;
  }

  #appendData(data: Int8Array): void {
    const start = this.#rowsAt + this.#size * this.#stride;
    if (this.#stride === this.#width) {
      this.#bytes.set(data, start);
      return;
    }
    for (let row = 0; row * this.#width < data.length; row++)
      this.#bytes.set(data.subarray(row * this.#width, (row + 1) * this.#width), start + row * this.#stride);
  }

  #reserve(rows: number): void {
    if (rows > this.#ids.length) {
      const length = Math.ceil(rows * GROWTH);
      this.#ids = resized(this.#ids, new Float64Array(length));
      this.#scales = resized(this.#scales, new Float32Array(length));
    }
    // The kernel reads rows in fours.
    const needed = this.#rowsAt + Math.ceil(rows / 4) * 4 * this.#stride;
    if (needed <= this.#bytes.byteLength) return;
    const limit = this.#rowsAt + this.capacity * this.#stride;
    const wanted = Math.min(limit, Math.ceil(needed * GROWTH)) - this.#bytes.byteLength;
    this.#memory.grow(Math.ceil(wanted / WASM_PAGE_BYTES));
    this.#bytes = new Int8Array(this.#memory.buffer);
  }
}

function resized<T extends Float64Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
