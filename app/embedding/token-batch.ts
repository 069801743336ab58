import { Tensor } from '../base/onnxruntime.ts';

/** Texts of a batch as the graph takes them: `rows` × `length`, padded on the right. */
export interface TokenBatch {
  readonly rows: number;
  readonly length: number;
  /** Tokens of each row that are no padding. */
  readonly lengths: readonly number[];
  readonly inputs: Readonly<Record<string, Tensor>>;
}

const FILL: Readonly<Record<string, (column: number, length: number) => number>> = {
  attention_mask: (column, length) => (column < length ? 1 : 0),
  token_type_ids: () => 0,
  position_ids: (column) => column,
};

/** The graph inputs that can be supplied. */
export const KNOWN_INPUTS: readonly string[] = ['input_ids', ...Object.keys(FILL)];

/**
 * Builds batches in int64 buffers that are reused, so a batch holds until the next one is built. Numbers are written
 * through an int32 view (low half first; the high half stays zero), since a BigInt per token costs an allocation.
 */
export class BatchBuilder {
  readonly #names: readonly string[];
  readonly #buffers = new Map<string, BigInt64Array>();

  constructor(inputNames: readonly string[]) {
    this.#names = inputNames;
  }

  build(rows: readonly (readonly number[])[]): TokenBatch {
    const lengths = rows.map((ids) => ids.length);
    const length = Math.max(...lengths);
    const inputs: Record<string, Tensor> = {};
    for (const name of this.#names) {
      const values = this.#buffer(name, rows.length * length);
      const low = new Int32Array(values.buffer, 0, values.length * 2);
      const fill = FILL[name];
      for (const [row, ids] of rows.entries()) {
        for (let column = 0; column < length; column++) {
          const value = fill === undefined ? (ids[column] ?? 0) : fill(column, ids.length);
          low[2 * (row * length + column)] = value;
        }
      }
      inputs[name] = new Tensor('int64', values, [rows.length, length]);
    }
    return { rows: rows.length, length, lengths, inputs };
  }

  #buffer(name: string, size: number): BigInt64Array {
    let buffer = this.#buffers.get(name);
    if (buffer === undefined || buffer.length < size) {
      buffer = new BigInt64Array(Math.ceil(size * 1.25));
      this.#buffers.set(name, buffer);
    }
    return buffer.subarray(0, size);
  }
}
