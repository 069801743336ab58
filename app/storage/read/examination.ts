import type { Database } from 'better-sqlite3';
import { DomainError } from '../../base/domain-error.ts';
import { databaseTrouble } from '../database-trouble.ts';
import type { DocumentId, ModelId } from '../ids.ts';

/** What the database says about its own soundness; every number is 0 and every list empty in a sound library. */
export interface Examination {
  /** SQLite's own findings. */
  readonly integrity: readonly string[];
  /** Documents that pass for whole, with a passage or a prose sentence that has no vector of the model in use. */
  readonly incomplete: readonly DocumentId[];
  /** Vectors whose sentence or passage is gone. */
  readonly strayVectors: number;
  /** Vectors that have not the width of their model. */
  readonly misshapenVectors: number;
  /** Documents whose text is missing. */
  readonly textless: readonly DocumentId[];
  /** Whether the full-text index agrees with the passages. */
  readonly wordsAgree: boolean;
}

const STRAY_VECTORS = `
  SELECT id FROM vector WHERE (unit = 0 AND owner_id NOT IN (SELECT id FROM sentence))
                           OR (unit = 1 AND owner_id NOT IN (SELECT id FROM passage))`;

const INCOMPLETE = `
  SELECT DISTINCT document_id FROM document_model JOIN passage USING (document_id)
  WHERE document_model.model_id = :model AND (
    NOT EXISTS (SELECT 1 FROM vector WHERE unit = 1 AND owner_id = passage.id AND vector.model_id = :model)
    OR (kind <> 'code' AND EXISTS (
      SELECT 1 FROM sentence WHERE passage_id = passage.id AND NOT EXISTS (
        SELECT 1 FROM vector WHERE unit = 0 AND owner_id = sentence.id AND vector.model_id = :model))))`;

/** Examines the whole database as it is at one moment: takes seconds on a large library. */
export function examineDatabase(db: Database, model: ModelId): Examination {
  try {
    return db.transaction(() => examine(db, model))();
  } catch (error) {
    const trouble = databaseTrouble(error);
    if (!(trouble instanceof DomainError) || trouble.code !== 'library.damaged') throw trouble;
    return { ...NOTHING_FOUND, integrity: [(error as Error).message] };
  }
}

/** Where the file is too damaged to be examined further. */
const NOTHING_FOUND = {
  incomplete: [],
  strayVectors: 0,
  misshapenVectors: 0,
  textless: [],
  wordsAgree: true,
} satisfies Omit<Examination, 'integrity'>;

function examine(db: Database, model: ModelId): Examination {
  const integrity = db.pragma('integrity_check(20)') as { integrity_check: string }[];
  return {
    integrity: integrity.map((row) => row.integrity_check).filter((finding) => finding !== 'ok'),
    incomplete: db.prepare(INCOMPLETE).pluck().all({ model }) as DocumentId[],
    strayVectors: db.prepare(`SELECT count(*) FROM (${STRAY_VECTORS})`).pluck().get() as number,
    misshapenVectors: db
      .prepare('SELECT count(*) FROM vector JOIN model ON model.id = model_id WHERE length(data) <> width')
      .pluck()
      .get() as number,
    textless: db
      .prepare('SELECT id FROM document WHERE id NOT IN (SELECT document_id FROM document_text)')
      .pluck()
      .all() as DocumentId[],
    wordsAgree: wordsAgree(db),
  };
}

/** Counts are compared, not contents: FTS5's own content check needs the writer (see `rebuildWords`). */
function wordsAgree(db: Database): boolean {
  const passages = db.prepare('SELECT count(*) FROM passage').pluck().get();
  return db.prepare('SELECT count(*) FROM passage_fts_docsize').pluck().get() === passages;
}

/** Removes stray and misshapen vectors. Call inside a transaction. */
export function removeBadVectors(db: Database): void {
  db.exec(`DELETE FROM vector WHERE id IN (${STRAY_VECTORS})`);
  db.exec(`DELETE FROM vector WHERE id IN
    (SELECT vector.id FROM vector JOIN model ON model.id = model_id WHERE length(data) <> width)`);
}
