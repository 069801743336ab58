import { quantise, VectorIndex } from '../../../app/vector-index/index.ts';
import type { VectorBlock } from '../../library/sentence-vectors.ts';
import type { OpenVectorStore } from './vector-store.ts';

const NEVER = Number.POSITIVE_INFINITY;
const SLICE_MS = 1_000;

/** All vectors are scanned. */
export const openExactStore: OpenVectorStore = (width) =>
  openStore(width, { codesFrom: NEVER, graphFrom: NEVER });
/** Codes of one bit per component choose the vectors that are scored. */
export const openCodeStore: OpenVectorStore = (width) => openStore(width, { codesFrom: 1, graphFrom: NEVER });
/** A graph chooses them. */
export const openGraphStore: OpenVectorStore = (width, _count, folder) =>
  openStore(width, { codesFrom: NEVER, graphFrom: 1 }, folder);

async function openStore(
  width: number,
  limits: { codesFrom: number; graphFrom: number },
  folder: string | null = null,
) {
  const index = await VectorIndex.open({ modelId: 'bench', unit: 'sentence', width, ...limits });
  return {
    add: (block: VectorBlock) => index.add(storageRows(block)),
    async finish() {
      while (index.work(SLICE_MS));
      if (folder !== null) await index.save(folder);
    },
    search: (query: Float32Array, k: number) => index.search(query, k).ids.map((id) => id - 1),
  };
}

/** As the engine stores them; ids of an index begin at 1. */
export function storageRows({ first, count, width, values }: VectorBlock) {
  const ids = Array.from({ length: count }, (_, row) => first + row + 1);
  const data = new Int8Array(count * width);
  const scales = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const stored = quantise(values.subarray(row * width, (row + 1) * width));
    data.set(stored.data, row * width);
    scales[row] = stored.scale;
  }
  return { ids, data, scales };
}
