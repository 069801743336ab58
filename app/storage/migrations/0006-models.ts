import type { Database } from 'better-sqlite3';
import type { BlockKind } from '../../contracts/document.ts';
import { fromHeadingColumn } from '../heading-column.ts';
import { passageHash } from '../passage-content.ts';
import type { Migration } from './migration.ts';

// A library may hold vectors of two models: of the one in use, and of the one that it is being prepared for. So passages
// no longer know a model, and what is whole under which model is said apart from them.
export const migration0006: Migration = {
  version: 6,
  up(db) {
    db.exec(DOCUMENTS);
    hashContents(db);
    db.exec(COMPARISONS);
  },
};

const DOCUMENTS = `
  -- Every passage and sentence of the document has its vectors of the model.
  CREATE TABLE document_model (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    PRIMARY KEY (document_id, model_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX document_model_by_model ON document_model (model_id);
  INSERT INTO document_model SELECT id, model_id FROM document;

  DROP INDEX document_by_name;
  DROP INDEX document_by_change;
  DROP INDEX document_by_passages;
  ALTER TABLE document DROP COLUMN model_id;
  CREATE INDEX document_by_name ON document (name COLLATE NOCASE, id, source_id);
  CREATE INDEX document_by_change ON document (modified_at, id, source_id);
  CREATE INDEX document_by_passages ON document (passages, id, source_id);

  CREATE INDEX vector_by_model ON vector (model_id);
`;

/** The way texts were prepared when this step was written. */
const PREPARATION = 1;

/** Gives passages a hash of their content alone. */
function hashContents(db: Database): void {
  db.function('content_hash', contentHash);
  db.exec(`
    CREATE TEMP TABLE new_hash (passage_id INTEGER PRIMARY KEY, new BLOB);
    INSERT INTO new_hash SELECT passage.id, content_hash(hash, kind, title, heading, text)
      FROM passage JOIN document ON document.id = document_id;
    UPDATE passage SET hash = (SELECT new FROM new_hash WHERE passage_id = passage.id);

    DROP TABLE temp.new_hash;
  `);
}

/** A passage whose headings are damaged keeps its hash, and is encoded again with the next change of its file. */
function contentHash(
  former: unknown,
  kind: unknown,
  title: unknown,
  heading: unknown,
  text: unknown,
): Buffer {
  try {
    const headingPath = fromHeadingColumn(heading as string);
    const content = { kind: kind as BlockKind, headingPath, text: text as string };
    return passageHash(title as string | null, content, PREPARATION);
  } catch {
    return former as Buffer;
  }
}

const COMPARISONS = `
  DROP TRIGGER compared_passage_removed;
  ALTER TABLE compared_passage RENAME TO former_compared_passage;
  ALTER TABLE passage_pair RENAME TO former_passage_pair;
  DROP INDEX passage_pair_by_second;

  -- As before, and under which model: density and cosine depend on it.
  CREATE TABLE compared_passage (
    passage_id INTEGER NOT NULL REFERENCES passage (id),
    model_id INTEGER NOT NULL REFERENCES model (id),
    text_hash INTEGER NOT NULL,
    words INTEGER NOT NULL,
    fingerprints BLOB NOT NULL,
    density REAL,
    is_stale INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (passage_id, model_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO compared_passage SELECT passage_id, model_id, text_hash, words, fingerprints, density, is_stale
    FROM former_compared_passage JOIN passage ON passage.id = passage_id JOIN document_model USING (document_id);

  CREATE TABLE passage_pair (
    first_id INTEGER NOT NULL REFERENCES passage (id),
    second_id INTEGER NOT NULL REFERENCES passage (id),
    model_id INTEGER NOT NULL REFERENCES model (id),
    same_text INTEGER NOT NULL,
    identity REAL NOT NULL,
    containment REAL NOT NULL,
    negations INTEGER NOT NULL,
    numbers INTEGER NOT NULL,
    terms REAL NOT NULL,
    cosine REAL,
    PRIMARY KEY (first_id, second_id, model_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO passage_pair SELECT first_id, second_id, model_id, same_text, identity, containment, negations, numbers,
      terms, cosine
    FROM former_passage_pair JOIN compared_passage ON passage_id = first_id;
  CREATE INDEX passage_pair_by_second ON passage_pair (second_id);

  DROP TABLE former_compared_passage;
  DROP TABLE former_passage_pair;
  CREATE TRIGGER compared_passage_removed BEFORE DELETE ON passage BEGIN
    UPDATE compared_passage SET is_stale = 1 WHERE passage_id IN (
      SELECT second_id FROM passage_pair WHERE first_id = old.id
      UNION ALL SELECT first_id FROM passage_pair WHERE second_id = old.id);
    DELETE FROM compared_passage WHERE passage_id = old.id;
    DELETE FROM passage_pair WHERE first_id = old.id;
    DELETE FROM passage_pair WHERE second_id = old.id;
  END;
`;
