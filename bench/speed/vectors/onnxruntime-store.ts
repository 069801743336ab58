import { InferenceSession, Tensor } from '../../../app/base/onnxruntime.ts';
import { oneNodeModel } from '../one-node-model.ts';
import { NearestRows } from './nearest-rows.ts';
import type { OpenVectorStore } from './vector-store.ts';

/** Rows of one multiplication. */
const PART_ROWS = 65_536;

/** One multiplication of a float32 matrix with the query by onnxruntime, on one thread as ours: exact. */
export const openOnnxruntimeStore: OpenVectorStore = async (width, count) => {
  const session = await InferenceSession.create(
    await oneNodeModel({
      type: 'MatMul',
      inputs: [
        { name: 'rows', type: 'float32', shape: ['n', width] },
        { name: 'query', type: 'float32', shape: [width, 1] },
      ],
      output: { name: 'scores', type: 'float32', shape: ['n', 1] },
    }),
    { intraOpNumThreads: 1 },
  );
  const parts = Array.from({ length: Math.ceil(count / PART_ROWS) }, (_, part) => {
    const rows = Math.min(PART_ROWS, count - part * PART_ROWS);
    return { rows, values: new Float32Array(rows * width) };
  });
  return {
    add({ first, count: added, values }) {
      for (let row = 0; row < added; row++) {
        const at = first + row;
        const part = parts[Math.floor(at / PART_ROWS)]!;
        part.values.set(values.subarray(row * width, (row + 1) * width), (at % PART_ROWS) * width);
      }
    },
    finish() {},
    async search(query, k) {
      const nearest = new NearestRows(k);
      for (const [at, { rows, values }] of parts.entries()) {
        const { scores } = await session.run({
          rows: new Tensor('float32', values, [rows, width]),
          query: new Tensor('float32', query, [width, 1]),
        });
        const data = scores!.data as Float32Array;
        for (let row = 0; row < rows; row++) nearest.offer(at * PART_ROWS + row, data[row]!);
      }
      return nearest.rows;
    },
  };
};
