import { join } from 'node:path';
import Database from 'better-sqlite3';
import { loadPeer } from '../../peers/installed-peers.ts';
import type { OpenVectorStore } from './vector-store.ts';

/** What sqlite-vec's documentation rescores when binary vectors choose. */
const CHOSEN_PER_NEIGHBOUR = 20;

/** sqlite-vec over float32 vectors: exact. */
export const openSqliteVecStore: OpenVectorStore = async (width, _count, folder) => {
  const db = await openDatabase(folder);
  db.exec(`CREATE VIRTUAL TABLE vectors USING vec0(vector float[${width}] distance_metric=cosine)`);
  const insert = db.prepare('INSERT INTO vectors (rowid, vector) VALUES (?, ?)');
  const select = db.prepare('SELECT rowid FROM vectors WHERE vector MATCH ? AND k = ?').pluck();
  return {
    add: ({ first, count, values }) =>
      db.transaction(() => {
        for (let row = 0; row < count; row++) insert.run(BigInt(first + row), bytesOf(values, row, width));
      })(),
    finish() {},
    search: (query, k) => select.all(bytesOf(query, 0, width), k) as number[],
  };
};

/** sqlite-vec over one bit per component, the chosen ones scored again in float32, as its documentation recommends. */
export const openSqliteVecBinaryStore: OpenVectorStore = async (width, _count, folder) => {
  const db = await openDatabase(folder);
  db.exec(`CREATE VIRTUAL TABLE vectors USING vec0(code bit[${width}], +vector BLOB)`);
  const insert = db.prepare(
    'INSERT INTO vectors (rowid, code, vector) VALUES (?, vec_quantize_binary(?), ?)',
  );
  const select = db
    .prepare(
      `WITH chosen AS (SELECT rowid, vector FROM vectors WHERE code MATCH vec_quantize_binary(?) AND k = ?)
       SELECT rowid FROM chosen ORDER BY vec_distance_cosine(vector, ?) LIMIT ?`,
    )
    .pluck();
  return {
    add: ({ first, count, values }) =>
      db.transaction(() => {
        for (let row = 0; row < count; row++) {
          const bytes = bytesOf(values, row, width);
          insert.run(BigInt(first + row), bytes, bytes);
        }
      })(),
    finish() {},
    search(query, k) {
      const bytes = bytesOf(query, 0, width);
      return select.all(bytes, CHOSEN_PER_NEIGHBOUR * k, bytes, k) as number[];
    },
  };
};

async function openDatabase(folder: string): Promise<Database.Database> {
  const { getLoadablePath } = await loadPeer<{ getLoadablePath(): string }>('sqlite-vec');
  const db = new Database(join(folder, 'vectors.sqlite'));
  db.pragma('journal_mode = WAL');
  db.loadExtension(getLoadablePath());
  return db;
}

function bytesOf(values: Float32Array, row: number, width: number): Buffer {
  return Buffer.from(values.buffer, values.byteOffset + 4 * row * width, 4 * width);
}
