import { BestScores } from './best-scores.ts';
import { type PreparedQuery, prepareQuery } from './prepared-query.ts';
import type { QuantisedVector } from './quantise.ts';
import { SignCodes } from './sign-codes.ts';
import { VectorBlock } from './vector-block.ts';
import type { VectorRows } from './vector-rows.ts';

export type { VectorRows } from './vector-rows.ts';

/** Best first; equal scores in the order of their ids. */
export interface Neighbours {
  readonly ids: number[];
  readonly scores: number[];
}

/** Electron's allocator ends the process at allocations near 1 GiB on macOS, so nothing comes close. */
export const MAX_ALLOCATION_BYTES = 256 * 1024 * 1024;

/** Scoring a row out of order takes this many times as long as in order: it waits for memory. */
const SCATTERED_ROW_COST = 8;

/** Ids are labels of a graph too, and those are 32-bit. */
const MAX_ID = 2 ** 32 - 1;

/**
 * The vectors of one kind, int8 with a scale each, and exact search over them. Rows are unit vectors (see
 * {@link quantise}), so scores are cosines. Ids are whole numbers from 1 to 2³² − 1; the vector of an id never changes.
 */
export class VectorSet {
  readonly width: number;
  readonly #blockBytes: number;
  readonly #blocks: VectorBlock[] = [];
  readonly #positions = new Map<number, number>();
  /** Of the vectors from the first position on, as far as they got one. */
  #codes: SignCodes | null = null;
  #scores = new Float32Array(0);

  constructor(width: number, blockBytes = MAX_ALLOCATION_BYTES) {
    if (!Number.isInteger(width) || width < 1)
      throw new RangeError(`The width must be positive, got ${width}`);
    this.width = width;
    this.#blockBytes = blockBytes;
  }

  get size(): number {
    return this.#positions.size;
  }

  get bytes(): number {
    return this.#blocks.reduce((sum, block) => sum + block.bytes, this.#codes?.bytes ?? 0);
  }

  has(id: number): boolean {
    return this.#positions.has(id);
  }

  ids(): IterableIterator<number> {
    return this.#positions.keys();
  }

  /** Adds the rows whose ids are new and returns those ids; others are held already and stay as they are. */
  add(rows: VectorRows): number[] {
    const { ids, data, scales } = rows;
    if (data.length !== ids.length * this.width || scales.length !== ids.length) {
      throw new RangeError(`${ids.length} vectors of width ${this.width} do not fit ${data.length} bytes`);
    }
    for (let row = 0; row < ids.length; row++) requireId(ids[row]!);
    const added: number[] = [];
    let from = 0;
    for (let row = 0; row < ids.length; row++) {
      const id = ids[row]!;
      if (this.#positions.has(id)) {
        this.#append(rows, from, row);
        from = row + 1;
        continue;
      }
      this.#positions.set(id, this.#positions.size);
      added.push(id);
    }
    this.#append(rows, from, ids.length);
    return added;
  }

  /** Copies of up to `count` rows from a position on: all of them, step by step, while nothing changes. */
  rows(from: number, count: number): VectorRows {
    const end = Math.min(this.size, from + count);
    if (from >= end) return { ids: [], scales: [], data: new Int8Array() };
    const block = this.#block(from);
    const row = this.#row(from);
    return block.rows(row, Math.min(end - from, block.size - row));
  }

  /** Removes the ids that are held and returns them. */
  remove(ids: Iterable<number>): number[] {
    const removed: number[] = [];
    for (const id of ids) {
      const position = this.#positions.get(id);
      if (position === undefined) continue;
      this.#fillHole(position);
      this.#positions.delete(id);
      removed.push(id);
    }
    return removed;
  }

  /** The stored vector of an id that is held; its data is a view that holds until the next change. */
  row(id: number): QuantisedVector {
    const position = this.#positions.get(id);
    if (position === undefined) throw new RangeError(`No vector has the id ${id}`);
    return this.#rowAt(position);
  }

  /**
   * The k best of all rows, or of the rows among the given ids. Exact: the kernel's scores have a known error, and
   * every row that could be among the best within that error is scored again in float64.
   */
  search(query: Float32Array, k: number, among?: Iterable<number>): Neighbours {
    this.#checkWidth(query);
    if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a positive integer, got ${k}`);
    const prepared = prepareQuery(query);
    if (among === undefined) return this.#bestOf(prepared, k, this.#scanAll(prepared), null);
    const positions = this.#positionsOf(among);
    return this.#bestOf(prepared, k, this.#scanPicked(prepared, positions), positions);
  }

  /** Whether every vector has a code, so that {@link searchCoded} finds them all. */
  get isCoded(): boolean {
    return this.#codes?.size === this.size;
  }

  /** Codes of all vectors so far become those about this centre; they are made by {@link encodeMore}. */
  startCodes(centre: Float32Array): void {
    this.#checkWidth(centre);
    this.#codes = new SignCodes(centre, MAX_ALLOCATION_BYTES);
  }

  /** Makes the next codes. @returns false when there is nothing to do, or no room for more. */
  encodeMore(count: number): boolean {
    const codes = this.#codes;
    if (codes === null) return false;
    const end = Math.min(this.size, codes.size + count);
    while (codes.size < end && !codes.isFull) codes.put(codes.size, this.#rowAt(codes.size));
    return codes.size < this.size && !codes.isFull;
  }

  /**
   * The k best of the vectors whose codes are nearest, with exact scores.
   * @param breadth  how many vectors are scored, and those whose codes are as near as the last of them.
   */
  searchCoded(query: Float32Array, k: number, breadth: number): Neighbours {
    this.#checkWidth(query);
    if (!this.#codes || !this.isCoded) throw new Error('Not every vector has a code yet');
    const positions = this.#codes.nearest(query, breadth);
    const prepared = prepareQuery(query);
    return this.#bestOf(prepared, k, this.#scanPicked(prepared, positions), positions);
  }

  #scanAll(query: PreparedQuery): Float32Array {
    const scores = this.#scratch(this.size);
    let at = 0;
    for (const block of this.#blocks) {
      block.scan(query, scores, at);
      at += block.size;
    }
    return scores;
  }

  #scanPicked(query: PreparedQuery, positions: Uint32Array): Float32Array {
    if (positions.length * SCATTERED_ROW_COST > this.size) {
      const all = this.#scanAll(query);
      return Float32Array.from(positions, (position) => all[position]!);
    }
    const scores = this.#scratch(positions.length);
    let at = 0;
    for (const [index, block] of this.#blocks.entries()) {
      const end = positions.findLastIndex((position) => position < (index + 1) * block.capacity) + 1;
      const rows = positions.slice(at, end).map((position) => position - index * block.capacity);
      block.pick(query, rows, scores, at);
      at = end;
    }
    return scores;
  }

  #bestOf(query: PreparedQuery, k: number, scores: Float32Array, positions: Uint32Array | null): Neighbours {
    const best = new BestScores(k);
    let worst = best.worst;
    for (let i = 0; i < scores.length; i++) {
      if (scores[i]! <= worst) continue;
      best.offer(scores[i]!);
      worst = best.worst;
    }
    const limit = worst - 2 * query.maxError;
    const candidates: { id: number; score: number }[] = [];
    for (let i = 0; i < scores.length; i++) {
      if (scores[i]! < limit) continue;
      const position = positions === null ? i : positions[i]!;
      candidates.push({ id: this.#idAt(position), score: this.#exactScore(query.exact, position) });
    }
    candidates.sort((a, b) => b.score - a.score || a.id - b.id);
    const nearest = candidates.slice(0, k);
    return { ids: nearest.map(({ id }) => id), scores: nearest.map(({ score }) => score) };
  }

  /** Positions of the ids that are held, ascending, each once. */
  #positionsOf(ids: Iterable<number>): Uint32Array {
    const positions: number[] = [];
    for (const id of ids) {
      const position = this.#positions.get(id);
      if (position !== undefined) positions.push(position);
    }
    return Uint32Array.from(positions)
      .sort()
      .filter((position, i, sorted) => position !== sorted[i - 1]);
  }

  /** Takes in the rows numbered from `from` to before `end`, whose positions are given already. */
  #append(rows: VectorRows, from: number, end: number): void {
    for (let row = from; row < end; ) {
      const block = this.#lastBlock();
      const position = (this.#blocks.length - 1) * block.capacity + block.size;
      const count = Math.min(end - row, block.capacity - block.size);
      block.append(rows, row, count);
      this.#codeMore(position, count);
      row += count;
    }
  }

  /** The block with room for more. */
  #lastBlock(): VectorBlock {
    const last = this.#blocks.at(-1);
    if (last && last.size < last.capacity) return last;
    const block = new VectorBlock(this.width, this.#blockBytes);
    this.#blocks.push(block);
    return block;
  }

  /** Vectors that came behind the last one with a code get theirs. */
  #codeMore(position: number, count: number): void {
    const codes = this.#codes;
    if (codes?.size !== position) return;
    for (let at = position; at < position + count && !codes.isFull; at++) codes.put(at, this.#rowAt(at));
  }

  #fillHole(position: number): void {
    const last = this.#blocks.at(-1)!;
    const moved = last.idAt(last.size - 1);
    this.#block(position).copyFrom(last, last.size - 1, this.#row(position));
    this.#positions.set(moved, position);
    last.dropLast();
    this.#followMove(position);
    if (last.size === 0) this.#blocks.pop();
  }

  /** The last vector has come to this position; its id is still counted. */
  #followMove(position: number): void {
    const codes = this.#codes;
    if (codes === null) return;
    if (codes.size === this.size) codes.dropLast();
    if (position < codes.size) codes.put(position, this.#rowAt(position));
  }

  #rowAt(position: number): QuantisedVector {
    return this.#block(position).rowAt(this.#row(position));
  }

  #block(position: number): VectorBlock {
    return this.#blocks[Math.floor(position / this.#blocks[0]!.capacity)]!;
  }

  #row(position: number): number {
    return position % this.#blocks[0]!.capacity;
  }

  #idAt(position: number): number {
    return this.#block(position).idAt(this.#row(position));
  }

  #exactScore(query: Float32Array, position: number): number {
    return this.#block(position).exactScore(query, this.#row(position));
  }

  /** Room for that many scores, kept between searches. */
  #scratch(length: number): Float32Array {
    if (this.#scores.length < length) this.#scores = new Float32Array(Math.ceil(length * 1.25));
    return this.#scores.subarray(0, length);
  }

  #checkWidth(query: Float32Array): void {
    if (query.length !== this.width) {
      throw new RangeError(`A query of width ${query.length} meets vectors of width ${this.width}`);
    }
  }
}

function requireId(id: number): void {
  if (!Number.isInteger(id) || id < 1 || id > MAX_ID) throw new RangeError(`${id} is no vector id`);
}
