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

/** The graph inputs that can be supplied, and the types they can have. */
export const KNOWN_INPUTS: readonly string[] = ['input_ids', ...Object.keys(FILL)];
export const INPUT_TYPES = ['int64', 'int32'] as const;

export interface GraphInput {
  readonly name: string;
  readonly type: (typeof INPUT_TYPES)[number];
}

/**
 * Builds batches in buffers that are reused, so a batch holds until the next one is built. int64 is written through an
 * int32 view (low half first; the high half stays zero), since a BigInt per token costs an allocation.
 */
export class BatchBuilder {
  readonly #inputs: readonly GraphInput[];
  readonly #buffers = new Map<string, Int32Array>();

  constructor(inputs: readonly GraphInput[]) {
    this.#inputs = inputs;
  }

  build(rows: readonly (readonly number[])[]): TokenBatch {
    const lengths = rows.map((ids) => ids.length);
    const length = Math.max(...lengths);
    const inputs: Record<string, Tensor> = {};
    for (const { name, type } of this.#inputs) {
      const stride = type === 'int64' ? 2 : 1;
      const low = this.#buffer(name, rows.length * length * stride);
      const fill = FILL[name];
      for (const [row, ids] of rows.entries()) {
        for (let column = 0; column < length; column++) {
          const value = fill === undefined ? (ids[column] ?? 0) : fill(column, ids.length);
          low[stride * (row * length + column)] = value;
        }
      }
      inputs[name] = tensorOf(type, low, [rows.length, length]);
    }
    return { rows: rows.length, length, lengths, inputs };
  }

  #buffer(name: string, size: number): Int32Array {
    let buffer = this.#buffers.get(name);
    if (buffer === undefined || buffer.length < size) {
      // Even, so that it can be seen as int64.
      buffer = new Int32Array(2 * Math.ceil(size * 0.625));
      this.#buffers.set(name, buffer);
    }
    return buffer.subarray(0, size);
  }
}

function tensorOf(type: GraphInput['type'], values: Int32Array, shape: readonly number[]): Tensor {
  if (type === 'int32') return new Tensor(type, values, shape);
  return new Tensor(type, new BigInt64Array(values.buffer, values.byteOffset, values.length / 2), shape);
}
