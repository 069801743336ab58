import { InferenceSession, Tensor } from '../../../app/base/onnxruntime.ts';
import type { Provider } from '../../../app/contracts/device.ts';
import { GraphBuilder, type Value } from '../../../app/conversion/graph/graph-builder.ts';
import { modelBytes } from '../../../app/conversion/index.ts';
import { rounded } from '../../harness/statistics.ts';
import { linearShapes, operationsPerToken } from '../encode/multiplications.ts';

const RUNS = 3;
/** Keeps numbers small through any number of products. */
const WEIGHT = 1e-3;

export interface Ceiling {
  /** What an encoder would reach that did nothing but the multiplications of the model's linear layers. */
  readonly tokensPerSecond: number;
  readonly gigaOperationsPerSecond: number;
}

/**
 * Measures the multiplications of a model alone, in fp32 and in one graph, so that nothing leaves the device between two
 * of them: what no encoder on this provider can undercut.
 * @param packageDir  of a Llama model.
 * @param tokens      of a batch.
 */
export async function multiplicationCeiling(
  packageDir: string,
  provider: Provider,
  tokens: number,
): Promise<Ceiling> {
  const shapes = linearShapes(packageDir);
  const operations = operationsPerToken(shapes);
  const width = shapes[0]!.inputs;
  const inner = shapes.at(-1)!.inputs;
  const pairs = Math.max(1, Math.round(operations / (4 * width * inner)));
  const session = await InferenceSession.create(await chain(width, inner, pairs), {
    executionProviders: [provider],
  });
  const rows = new Tensor('float32', new Float32Array(tokens * width).fill(1), [tokens, width]);
  const run = async () => {
    const startedAt = performance.now();
    await session.run({ rows });
    return (performance.now() - startedAt) / 1000;
  };
  await run();
  let seconds = Number.POSITIVE_INFINITY;
  for (let i = 0; i < RUNS; i++) seconds = Math.min(seconds, await run());
  await session.release();
  const done = 4 * width * inner * pairs * tokens;
  return {
    tokensPerSecond: Math.round(done / operations / seconds),
    gigaOperationsPerSecond: rounded(done / seconds / 1e9),
  };
}

/** Rows [T,width] through `pairs` times a layer to `inner` and one back. */
function chain(width: number, inner: number, pairs: number): Promise<Uint8Array> {
  const graph = new GraphBuilder();
  const weight = (name: string, shape: [number, number]) =>
    graph.weight({
      ...{ name, type: 'float32', shape },
      bytes: async () => new Uint8Array(new Float32Array(shape[0] * shape[1]).fill(WEIGHT).buffer),
    });
  let rows: Value = graph.input('rows', 'float32', ['tokens', width]);
  for (let pair = 0; pair < pairs; pair++) {
    const wide = graph.op('MatMul', [rows, weight(`${pair}.up`, [width, inner])]);
    rows = graph.op('MatMul', [wide, weight(`${pair}.down`, [inner, width])]);
  }
  graph.output('sum', graph.op('ReduceSum', [rows, graph.int64([1])], { keepdims: 1 }), 'float32', [
    'tokens',
    1,
  ]);
  return modelBytes(graph.build('multiplications'));
}
