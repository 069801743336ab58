import { join } from 'node:path';
import { loadPeer } from '../../peers/installed-peers.ts';
import type { OpenVectorStore } from './vector-store.ts';

/** As far as it is used here. */
interface Usearch {
  Index: new (options: {
    dimensions: number;
    metric: string;
    quantization: string;
    connectivity: number;
    expansion_add: number;
    expansion_search: number;
    multi: boolean;
  }) => {
    add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
    search(query: Float32Array, k: number, threads: number): { keys: BigUint64Array };
    save(path: string): void;
  };
}

/** The settings of its own benchmarks, and a broader search: theirs finds too little among sentences. */
const SETTINGS = { connectivity: 16, expansion_add: 128, expansion_search: 256, multi: false };

/** USearch's graph over bfloat16 vectors. */
export const openUsearchStore: OpenVectorStore = async (dimensions, _count, folder) => {
  const { Index } = await loadPeer<Usearch>('usearch');
  const index = new Index({ dimensions, metric: 'cos', quantization: 'bf16', ...SETTINGS });
  return {
    add({ first, count, values }) {
      const keys = BigUint64Array.from({ length: count }, (_, row) => BigInt(first + row));
      index.add(keys, values, 0);
    },
    finish: () => index.save(join(folder, 'vectors.usearch')),
    search: (query, k) => Array.from(index.search(query, k, 1).keys, Number),
  };
};
