import type { QuantisedVector } from './quantise.ts';
import { createSignKernel, type SignKernel } from './sign-kernel.ts';
import { WASM_PAGE_BYTES, type WasmMemory } from './wasm-kernel.ts';

/** Codes per call of the kernel. */
const STEP_ROWS = 4096;
const LANE_BYTES = 16;
const GROWTH = 1.5;
/** Vectors with more get no codes: the kernel counts in bytes. */
export const MOST_COMPONENTS = 3968;

/**
 * One bit per component of every vector: whether it lies above that of a centre. Vectors that lie in one direction from
 * the centre differ in few bits (Charikar, STOC 2002), so the codes, an eighth of the bytes, tell which vectors are worth
 * scoring. Codes stand at the positions of the vectors, without holes.
 *
 * Memory: the query's code · differences · codes.
 */
export class SignCodes {
  readonly #centre: Float32Array;
  readonly #stride: number;
  readonly #differencesAt: number;
  readonly #codesAt: number;
  readonly #memory: WasmMemory;
  readonly #kernel: SignKernel;
  readonly #code: Uint8Array;
  readonly #capacity: number;
  #bytes: Uint8Array;
  #differences = new Uint16Array(0);
  #size = 0;

  /** @param maxBytes  most that the codes may take. */
  constructor(centre: Float32Array, maxBytes: number) {
    if (centre.length > MOST_COMPONENTS) throw new RangeError(`${centre.length} components are too many`);
    this.#centre = centre;
    this.#stride = Math.ceil(centre.length / 8 / LANE_BYTES) * LANE_BYTES;
    this.#differencesAt = this.#stride;
    this.#codesAt = this.#differencesAt + STEP_ROWS * Uint16Array.BYTES_PER_ELEMENT;
    this.#capacity = Math.floor((maxBytes - this.#codesAt) / this.#stride);
    const { memory, kernel } = createSignKernel(this.#codesAt, maxBytes);
    this.#memory = memory;
    this.#kernel = kernel;
    this.#code = new Uint8Array(this.#stride);
    this.#bytes = new Uint8Array(memory.buffer);
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#bytes.byteLength;
  }

  get isFull(): boolean {
    return this.#size >= this.#capacity;
  }

  /** Writes the code of the vector at a position: one that has a code, or the next. */
  put(position: number, { scale, data }: QuantisedVector): void {
    if (position === this.#size) this.#reserve(++this.#size);
    this.#encode((i) => scale * data[i]!);
    this.#bytes.set(this.#code, this.#codesAt + position * this.#stride);
  }

  dropLast(): void {
    this.#size--;
  }

  /** Positions of the codes that differ least from the query's: `count`, and all that differ as little as the last. */
  nearest(query: Float32Array, count: number): Uint32Array {
    this.#encode((i) => query[i]!);
    this.#bytes.set(this.#code, 0);
    const differences = this.#allDifferences();
    const most = differenceOf(differences, count, this.#stride * 8);
    const positions: number[] = [];
    for (let i = 0; i < differences.length; i++) if (differences[i]! <= most) positions.push(i);
    return Uint32Array.from(positions);
  }

  #allDifferences(): Uint16Array {
    if (this.#differences.length < this.#size)
      this.#differences = new Uint16Array(Math.ceil(this.#size * GROWTH));
    for (let start = 0; start < this.#size; start += STEP_ROWS) {
      const count = Math.min(STEP_ROWS, this.#size - start);
      const codes = this.#codesAt + start * this.#stride;
      this.#kernel.differences(0, codes, count, this.#stride, this.#differencesAt);
      this.#differences.set(new Uint16Array(this.#memory.buffer, this.#differencesAt, count), start);
    }
    return this.#differences.subarray(0, this.#size);
  }

  #encode(component: (i: number) => number): void {
    this.#code.fill(0);
    for (let i = 0; i < this.#centre.length; i++) {
      if (component(i) > this.#centre[i]!) this.#code[i >> 3]! |= 1 << (i & 7);
    }
  }

  #reserve(rows: number): void {
    const needed = this.#codesAt + rows * this.#stride;
    if (needed <= this.#bytes.byteLength) return;
    const limit = this.#codesAt + this.#capacity * this.#stride;
    const wanted = Math.min(limit, needed * GROWTH) - this.#bytes.byteLength;
    this.#memory.grow(Math.ceil(wanted / WASM_PAGE_BYTES));
    this.#bytes = new Uint8Array(this.#memory.buffer);
  }
}

/** The difference within which at least `count` of them lie. */
function differenceOf(differences: Uint16Array, count: number, largest: number): number {
  const histogram = new Uint32Array(largest + 1);
  for (let i = 0; i < differences.length; i++) histogram[differences[i]!]!++;
  let most = 0;
  for (let within = histogram[0]!; within < count && most < largest; ) within += histogram[++most]!;
  return most;
}
