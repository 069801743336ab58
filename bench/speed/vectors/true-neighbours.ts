import { InferenceSession, Tensor } from '../../../app/base/onnxruntime.ts';
import { sentenceVectors, type VectorTable } from '../../library/sentence-vectors.ts';
import { oneNodeModel } from '../one-node-model.ts';
import { NearestRows } from './nearest-rows.ts';

/** For each query the ids of its k nearest among the first `count` sentences, by float32 cosines of all of them. */
export async function trueNeighbours(queries: VectorTable, count: number, k: number): Promise<number[][]> {
  const { width } = queries;
  const session = await InferenceSession.create(
    await oneNodeModel({
      type: 'MatMul',
      inputs: [
        { name: 'queries', type: 'float32', shape: [queries.count, width] },
        { name: 'columns', type: 'float32', shape: [width, 'n'] },
      ],
      output: { name: 'scores', type: 'float32', shape: [queries.count, 'n'] },
    }),
  );
  const nearest = Array.from({ length: queries.count }, () => new NearestRows(k));
  for await (const { first, count: rows, values } of sentenceVectors(count)) {
    const { scores } = await session.run({
      queries: new Tensor('float32', queries.values, [queries.count, width]),
      columns: new Tensor('float32', transposed(values, rows, width), [width, rows]),
    });
    const data = scores!.data as Float32Array;
    for (const [query, best] of nearest.entries())
      for (let row = 0; row < rows; row++) best.offer(first + row, data[query * rows + row]!);
  }
  await session.release();
  return nearest.map(({ rows }) => Array.from(rows));
}

/** The share of the true neighbours that were found, over all queries. */
export function recallOf(found: readonly number[][], truth: readonly number[][]): number {
  const shares = truth.map((ids, query) => {
    const among = new Set(found[query]);
    return ids.filter((id) => among.has(id)).length / ids.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function transposed(values: Float32Array, rows: number, width: number): Float32Array {
  const columns = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < width; at++) columns[at * rows + row] = values[row * width + at]!;
  return columns;
}
