import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '../../../app/base/onnxruntime.ts';
import { oneNodeModel } from '../one-node-model.ts';

export type Arithmetic = 'int8' | 'float32';

/** Rows (tokens) × inputs × outputs of a linear layer, and how often a model has it. */
interface LinearShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly count: number;
}

const ONE_SCALE_BYTES = 4;
const ACTIVATION_ZERO = 128;

/** The linear layers of a Llama model, by its configuration. */
export function linearShapes(packageDir: string): LinearShape[] {
  const config = JSON.parse(readFileSync(join(packageDir, 'config.json'), 'utf8'));
  const { hidden_size: width, intermediate_size: wide, num_hidden_layers: layers } = config;
  const heads = config.num_attention_heads * config.head_dim;
  const keys = config.num_key_value_heads * config.head_dim;
  return [
    { inputs: width, outputs: heads, count: layers },
    { inputs: width, outputs: keys, count: 2 * layers },
    { inputs: heads, outputs: width, count: layers },
    { inputs: width, outputs: wide, count: 2 * layers },
    { inputs: wide, outputs: width, count: layers },
  ];
}

/** Multiplications and additions for one token in the linear layers. */
export function operationsPerToken(shapes: readonly LinearShape[]): number {
  return shapes.reduce((sum, { inputs, outputs, count }) => sum + 2 * inputs * outputs * count, 0);
}

/** The linear layers of a model as ONNX graphs of one node each: what no encoder on this runtime can undercut. */
export class Multiplications {
  readonly #parts: readonly { run: () => Promise<unknown>; count: number }[];

  private constructor(parts: readonly { run: () => Promise<unknown>; count: number }[]) {
    this.#parts = parts;
  }

  /** On one thread, for batches of this many tokens. */
  static async open(
    shapes: readonly LinearShape[],
    arithmetic: Arithmetic,
    tokens: number,
  ): Promise<Multiplications> {
    const parts = shapes.map(async (shape) => ({
      run: await multiplication(shape, arithmetic, tokens),
      count: shape.count,
    }));
    return new Multiplications(await Promise.all(parts));
  }

  /** @returns seconds for all of them, once for each layer. */
  async run(): Promise<number> {
    const startedAt = performance.now();
    for (const { run, count } of this.#parts) for (let i = 0; i < count; i++) await run();
    return (performance.now() - startedAt) / 1000;
  }
}

async function multiplication(
  { inputs, outputs }: LinearShape,
  arithmetic: Arithmetic,
  tokens: number,
): Promise<() => Promise<unknown>> {
  const isInt8 = arithmetic === 'int8';
  const model = await oneNodeModel({
    ...(isInt8 ? { type: 'MatMulIntegerToFloat', domain: 'com.microsoft' } : { type: 'MatMul' }),
    inputs: [{ name: 'rows', type: isInt8 ? 'uint8' : 'float32', shape: [tokens, inputs] }],
    constants: isInt8
      ? [
          {
            name: 'weight',
            type: 'int8',
            shape: [inputs, outputs],
            bytes: async () => randomBytes(inputs * outputs),
          },
          { name: 'rowScale', type: 'float32', shape: [1], bytes: async () => floats(1) },
          { name: 'scales', type: 'float32', shape: [outputs], bytes: async () => floats(outputs) },
          { name: 'zero', type: 'uint8', shape: [1], bytes: async () => Uint8Array.of(ACTIVATION_ZERO) },
        ]
      : [
          {
            name: 'weight',
            type: 'float32',
            shape: [inputs, outputs],
            bytes: async () => floats(inputs * outputs),
          },
        ],
    output: { name: 'products', type: 'float32', shape: [tokens, outputs] },
  });
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const rows = isInt8
    ? new Tensor('uint8', randomBytes(tokens * inputs), [tokens, inputs])
    : new Tensor('float32', new Float32Array(floats(tokens * inputs).buffer), [tokens, inputs]);
  return () => session.run({ rows });
}

function floats(count: number): Uint8Array {
  return new Uint8Array(
    Float32Array.from({ length: count }, (_, i) => Math.sin(i)).buffer,
    0,
    ONE_SCALE_BYTES * count,
  );
}
