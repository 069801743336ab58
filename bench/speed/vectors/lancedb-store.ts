import { loadPeer } from '../../peers/installed-peers.ts';
import type { OpenVectorStore } from './vector-store.ts';

/** As far as it is used here. */
interface LanceDb {
  connect(folder: string): Promise<{
    createTable(name: string, rows: readonly LanceRow[]): Promise<LanceTable>;
  }>;
  Index: { hnswSq(options: { distanceType: string; m: number; efConstruction: number }): unknown };
}
interface LanceRow extends Record<string, unknown> {
  readonly id: number;
  readonly vector: number[];
}
interface LanceTable {
  add(rows: readonly LanceRow[]): Promise<unknown>;
  createIndex(column: string, options: { config: unknown; waitTimeoutSeconds?: number }): Promise<void>;
  optimize(): Promise<unknown>;
  vectorSearch(query: Float32Array): LanceQuery;
}
interface LanceQuery {
  distanceType(type: string): LanceQuery;
  ef(ef: number): LanceQuery;
  select(columns: readonly string[]): LanceQuery;
  limit(k: number): LanceQuery;
  toArray(): Promise<readonly { id: number }[]>;
}

const SEARCH_BREADTH = 256;
const SETTINGS = { distanceType: 'cosine', m: 16, efConstruction: 200 };

/** LanceDB without an index: exact, on all cores. */
export const openLanceFlatStore: OpenVectorStore = (_width, _count, folder) => openStore(folder, false);
/** LanceDB's graph over quantised vectors. */
export const openLanceGraphStore: OpenVectorStore = (_width, _count, folder) => openStore(folder, true);

async function openStore(folder: string, withGraph: boolean) {
  const lance = await loadPeer<LanceDb>('@lancedb/lancedb');
  const db = await lance.connect(folder);
  let table: LanceTable | null = null;
  return {
    async add({ first, count, width, values }: Parameters<Awaited<ReturnType<OpenVectorStore>>['add']>[0]) {
      const rows = Array.from({ length: count }, (_, row) => ({
        id: first + row,
        vector: Array.from(values.subarray(row * width, (row + 1) * width)),
      }));
      if (table) await table.add(rows);
      else table = await db.createTable('vectors', rows);
    },
    async finish() {
      if (!withGraph) return;
      await table!.createIndex('vector', { config: lance.Index.hnswSq(SETTINGS) });
      await table!.optimize();
    },
    async search(query: Float32Array, k: number) {
      const search = table!.vectorSearch(query).distanceType('cosine').select(['id', '_distance']).limit(k);
      const found = await (withGraph ? search.ef(SEARCH_BREADTH) : search).toArray();
      return found.map(({ id }) => Number(id));
    },
  };
}
