import type { Database } from 'better-sqlite3';
import { DomainError } from '../../base/domain-error.ts';
import { databaseTrouble } from '../database-trouble.ts';
import type { DocumentId, ModelId } from '../ids.ts';
import { isSeal, Sealer, sealNow } from '../seals.ts';
import {
  isSealedCompared,
  isSealedPair,
  isSealedSample,
  type RawCompared,
  type RawPair,
  type RawSample,
} from './figure-rows.ts';
import { schemaFindings } from './schema-examination.ts';
import { wordsAgree } from './words-examination.ts';

/** What the database says about its own soundness; in a sound library numbers are 0, lists empty, and all agrees. */
export interface Examination {
  /** SQLite's own findings, but for those about the full-text index. */
  readonly integrity: readonly string[];
  /** Documents that pass for whole, with a passage or a prose sentence that has no vector of the model in use. */
  readonly incomplete: readonly DocumentId[];
  /** Documents whose vectors of the model in use are not those that were stored. */
  readonly changedVectors: readonly DocumentId[];
  /** Vectors whose sentence or passage is gone. */
  readonly strayVectors: number;
  /** Vectors that have not the width of their model. */
  readonly misshapenVectors: number;
  /** Documents whose text is missing, or whose rows are not those that were stored. */
  readonly changedContents: readonly DocumentId[];
  /** Rows of what was worked out from texts and vectors that are not as they were stored. */
  readonly changedFigures: number;
  /** Whether the full-text index holds the words of the passages and no others. */
  readonly wordsAgree: boolean;
}

const STRAY_VECTORS = `
  SELECT id FROM vector WHERE (unit = 0 AND owner_id NOT IN (SELECT id FROM sentence))
                           OR (unit = 1 AND owner_id NOT IN (SELECT id FROM passage))`;

const MISSHAPEN_VECTORS =
  'SELECT vector.id FROM vector JOIN model ON model.id = model_id WHERE length(data) <> width';

const INCOMPLETE = `
  SELECT DISTINCT document_id FROM document_model JOIN passage USING (document_id)
  WHERE document_model.model_id = :model AND (
    NOT EXISTS (SELECT 1 FROM vector WHERE unit = 1 AND owner_id = passage.id AND +vector.model_id = :model)
    OR (kind <> 'code' AND EXISTS (
      SELECT 1 FROM sentence WHERE passage_id = passage.id AND NOT EXISTS (
        SELECT 1 FROM vector WHERE unit = 0 AND owner_id = sentence.id AND +vector.model_id = :model))))`;

const ABOUT_WORDS = /fts5|passage_fts/i;

/** Examines the whole database as it is at one moment: takes seconds on a large library. */
export function examineDatabase(db: Database, model: ModelId): Examination {
  db.exec('BEGIN');
  try {
    return examine(db, model);
  } finally {
    endReading(db);
  }
}

/** Damage may have ended the transaction already, or keep it from being ended well. */
function endReading(db: Database): void {
  try {
    if (db.inTransaction) db.exec('ROLLBACK');
  } catch (error) {
    damageIn(error);
  }
}

function examine(db: Database, model: ModelId): Examination {
  const damage: string[] = [];
  // What is damaged in one place must not keep the rest from being looked at.
  const look = <T>(otherwise: T, find: () => T): T => {
    try {
      return find();
    } catch (error) {
      damage.push(damageIn(error));
      return otherwise;
    }
  };
  const ids = (sql: string) => look([], () => db.prepare(sql).pluck().all({ model }) as DocumentId[]);
  const count = (sql: string) =>
    look(0, () => db.prepare(`SELECT count(*) FROM (${sql})`).pluck().get() as number);
  const wordsAreSound = look(false, () => wordsAgree(db));
  const integrity = look([], () => [...integrityFindings(db), ...schemaFindings(db)]);
  const found = {
    incomplete: ids(INCOMPLETE),
    changedVectors: look([], () => changedVectors(db, model)),
    strayVectors: count(STRAY_VECTORS),
    misshapenVectors: count(MISSHAPEN_VECTORS),
    changedContents: look([], () => changedContents(db)),
    changedFigures: look(0, () => changedFigures(db)),
  };
  const isAboutWords = (finding: string) => ABOUT_WORDS.test(finding);
  const all = [...integrity, ...damage];
  return {
    ...found,
    integrity: all.filter((finding) => !isAboutWords(finding)),
    wordsAgree: wordsAreSound && !all.some(isAboutWords),
  };
}

/** @throws what is no damage. */
function damageIn(error: unknown): string {
  const trouble = databaseTrouble(error);
  if (!(trouble instanceof DomainError) || trouble.code !== 'library.damaged') throw trouble;
  return (error as Error).message;
}

function integrityFindings(db: Database): string[] {
  const rows = db.pragma('integrity_check(20)') as { integrity_check: string }[];
  return rows.map((row) => row.integrity_check).filter((finding) => finding !== 'ok');
}

function changedContents(db: Database): DocumentId[] {
  const sealer = new Sealer(db);
  const seals = db.prepare('SELECT id, seal FROM document').raw().all() as [DocumentId, unknown][];
  const textless = new Set(
    db
      .prepare('SELECT id FROM document WHERE id NOT IN (SELECT document_id FROM document_text)')
      .pluck()
      .all() as DocumentId[],
  );
  return seals
    .filter(([id, seal]) => textless.has(id) || !isSeal(seal, sealNow(sealer.ofContent(id))))
    .map(([id]) => id);
}

function changedVectors(db: Database, model: ModelId): DocumentId[] {
  const sealer = new Sealer(db);
  const seals = db
    .prepare('SELECT document_id, seal FROM document_model WHERE model_id = ?')
    .raw()
    .all(model) as [DocumentId, unknown][];
  return seals.filter(([id, seal]) => !isSeal(seal, sealNow(sealer.ofVectors(id, model)))).map(([id]) => id);
}

/** Of all models. */
function changedFigures(db: Database): number {
  const rowsOf = (table: string) => db.prepare(`SELECT * FROM ${table}`).iterate() as Iterable<unknown>;
  let count = 0;
  for (const row of rowsOf('compared_passage')) count += isSealedCompared(row as RawCompared) ? 0 : 1;
  for (const row of rowsOf('passage_pair')) count += isSealedPair(row as RawPair) ? 0 : 1;
  for (const row of rowsOf('random_pair_sample')) count += isSealedSample(row as RawSample) ? 0 : 1;
  return count;
}

/** Removes stray and misshapen vectors. Call inside a transaction. */
export function removeBadVectors(db: Database): void {
  db.exec(`DELETE FROM vector WHERE id IN (${STRAY_VECTORS})`);
  db.exec(`DELETE FROM vector WHERE id IN (${MISSHAPEN_VECTORS})`);
}
