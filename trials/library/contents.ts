import { createHash } from 'node:crypto';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { databasePath } from '../../app/storage/connection.ts';
import { NO_MODEL } from '../../app/storage/ids.ts';
import { ModelReader } from '../../app/storage/read/models.ts';

/** The same text encoded in other company differs by rounding alone. */
const LEAST_COSINE = 0.9999;
/** The scale gives a vector the length of what was encoded: that of a unit vector, whatever rounding made of the bytes. */
const MOST_LENGTH_DIFFERENCE = 1e-4;

interface StoredVectorRow {
  readonly id: number;
  readonly owner: string;
  readonly scale: number;
  readonly data: Buffer;
}

/** All that a library holds of one document, whatever the ids. */
interface StoredContent {
  /** Hash of its text, title, tags, passages and sentences. */
  readonly digest: string;
  readonly vectors: readonly StoredVectorRow[];
}

/** What a library holds, by path. */
export type LibraryContents = ReadonlyMap<string, StoredContent>;

/** Reads the whole content of a library beside whoever has it open. */
export function contentsOf(libraryDir: string): LibraryContents {
  const db = new SqliteDatabase(databasePath(libraryDir), { readonly: true });
  try {
    return db.transaction(() => read(db))();
  } finally {
    db.close();
  }
}

function read(db: Database): LibraryContents {
  const models = new ModelReader(db);
  const active = models.inRole('active');
  const model = active ? models.idOf(active.fingerprint) : NO_MODEL;
  const documents = db
    .prepare('SELECT id, path, type, size, content_hash, title, tags, passages FROM document')
    .all();
  const text = db.prepare('SELECT text FROM document_text WHERE document_id = ?').pluck();
  const passages = db.prepare(
    `SELECT ordinal, kind, start, "end", page, heading, text, source_text, hex(hash) AS hash
     FROM passage WHERE document_id = ? ORDER BY ordinal`,
  );
  const sentences = db.prepare(
    `SELECT passage.ordinal AS passage, sentence.ordinal, sentence.start, sentence."end", text_start, text_end
     FROM sentence JOIN passage ON passage.id = passage_id WHERE document_id = ? ORDER BY passage.ordinal, sentence.ordinal`,
  );
  const vectors = db.prepare(
    `SELECT vector.id, 'p' || passage.ordinal || 'w' || "window" AS owner, scale, data FROM passage
       JOIN vector ON unit = 1 AND owner_id = passage.id AND model_id = :model WHERE document_id = :id
     UNION ALL SELECT vector.id, 'p' || passage.ordinal || 's' || sentence.ordinal, scale, data FROM passage
       JOIN sentence ON passage_id = passage.id JOIN vector ON unit = 0 AND owner_id = sentence.id AND model_id = :model
       WHERE document_id = :id ORDER BY owner`,
  );
  return new Map(
    (documents as { id: number; path: string }[]).map(({ id, path, ...document }) => {
      const parts = [document, text.get(id), passages.all(id), sentences.all(id)];
      const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
      return [path, { digest, vectors: vectors.all({ id, model }) as StoredVectorRow[] }];
    }),
  );
}

/** In words, where the first library differs from the second; empty where they hold the same. */
export function differences(found: LibraryContents, expected: LibraryContents): string[] {
  const told: string[] = [];
  for (const path of expected.keys()) if (!found.has(path)) told.push(`${path} is missing`);
  for (const [path, content] of found) {
    const wanted = expected.get(path);
    if (!wanted) told.push(`${path} should not be there`);
    else if (content.digest !== wanted.digest) told.push(`${path} has another content`);
    else told.push(...vectorDifferences(path, content.vectors, wanted.vectors));
  }
  return told;
}

function vectorDifferences(
  path: string,
  found: readonly StoredVectorRow[],
  expected: readonly StoredVectorRow[],
): string[] {
  const held = new Map(found.map((vector) => [vector.owner, vector]));
  const told: string[] = [];
  if (held.size < found.length) told.push(`${path} has vectors twice`);
  if (held.size !== expected.length) told.push(`${path} has ${held.size} vectors, not ${expected.length}`);
  const others = expected.filter((vector) => !isSame(held.get(vector.owner), vector));
  if (others.length > 0) told.push(`${path} has other vectors of ${others.map(({ owner }) => owner)}`);
  return told;
}

/** The same direction and the same length, but for rounding. */
function isSame(found: StoredVectorRow | undefined, expected: StoredVectorRow): boolean {
  if (!found || found.data.length !== expected.data.length) return false;
  const [one, other] = [int8(found.data), int8(expected.data)];
  const [a, b] = [Math.hypot(...one), Math.hypot(...other)];
  const [length, wanted] = [a * found.scale, b * expected.scale];
  if (!(Math.abs(length - wanted) <= MOST_LENGTH_DIFFERENCE * wanted)) return false;
  const product = one.reduce((sum, level, i) => sum + level * other[i]!, 0);
  return (a === 0 && b === 0) || product >= LEAST_COSINE * a * b;
}

function int8(bytes: Buffer): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
