import type { Migration } from './migration.ts';

// Ids of passage, sentence and vector are never reused (AUTOINCREMENT): an index file beside the database can be
// compared with it by ids alone.
export const migration0001: Migration = {
  version: 1,
  up: (db) =>
    db.exec(`
      CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT;

      CREATE TABLE model (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        fingerprint TEXT NOT NULL UNIQUE,
        width INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE source (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE,
        device INTEGER NOT NULL,
        added_at REAL NOT NULL
      ) STRICT;

      CREATE TABLE document (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source_id INTEGER NOT NULL REFERENCES source (id),
        model_id INTEGER NOT NULL REFERENCES model (id),
        path TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified_at REAL NOT NULL,
        content_hash TEXT NOT NULL,
        title TEXT,
        tags TEXT NOT NULL,
        indexed_at REAL NOT NULL
      ) STRICT;
      CREATE INDEX document_by_source ON document (source_id);
      CREATE INDEX document_by_content ON document (content_hash);

      CREATE TABLE document_text (
        document_id INTEGER PRIMARY KEY REFERENCES document (id),
        text TEXT NOT NULL
      ) STRICT;

      CREATE TABLE failed_file (
        path TEXT PRIMARY KEY,
        source_id INTEGER NOT NULL REFERENCES source (id),
        size INTEGER NOT NULL,
        modified_at REAL NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        next_step TEXT NOT NULL,
        retryable INTEGER NOT NULL
      ) STRICT;

      -- start and "end" are places in the document text; text is readable text; source_text is the slice of the
      -- document text where it differs from text.
      CREATE TABLE passage (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document_id INTEGER NOT NULL REFERENCES document (id),
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        page INTEGER,
        heading TEXT NOT NULL,
        text TEXT NOT NULL,
        source_text TEXT,
        hash BLOB NOT NULL
      ) STRICT;
      CREATE INDEX passage_by_document ON passage (document_id, ordinal);

      CREATE TABLE sentence (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        passage_id INTEGER NOT NULL REFERENCES passage (id),
        ordinal INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        text_start INTEGER NOT NULL,
        text_end INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX sentence_by_passage ON sentence (passage_id, ordinal);

      -- unit 0: owner is a sentence; unit 1: owner is a passage, one row per window.
      CREATE TABLE vector (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        model_id INTEGER NOT NULL REFERENCES model (id),
        unit INTEGER NOT NULL,
        owner_id INTEGER NOT NULL,
        "window" INTEGER NOT NULL,
        scale REAL NOT NULL,
        data BLOB NOT NULL
      ) STRICT;
      CREATE INDEX vector_by_owner ON vector (unit, owner_id);

      CREATE TABLE random_pair_sample (
        model_id INTEGER NOT NULL REFERENCES model (id),
        cosine REAL NOT NULL
      ) STRICT;

      CREATE TABLE ignored_pair (
        first_hash BLOB NOT NULL,
        second_hash BLOB NOT NULL,
        PRIMARY KEY (first_hash, second_hash)
      ) STRICT;

      CREATE TABLE job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        started_at REAL NOT NULL,
        finished_at REAL,
        report TEXT
      ) STRICT;

      CREATE VIRTUAL TABLE passage_fts USING fts5 (
        text, heading,
        content = 'passage', content_rowid = 'id',
        tokenize = "porter unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
      );

      CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
        INSERT INTO passage_fts (rowid, text, heading) VALUES (new.id, new.text, new.heading);
      END;
      CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
        INSERT INTO passage_fts (passage_fts, rowid, text, heading) VALUES ('delete', old.id, old.text, old.heading);
      END;
      CREATE TRIGGER passage_reworded AFTER UPDATE OF text, heading ON passage BEGIN
        INSERT INTO passage_fts (passage_fts, rowid, text, heading) VALUES ('delete', old.id, old.text, old.heading);
        INSERT INTO passage_fts (rowid, text, heading) VALUES (new.id, new.text, new.heading);
      END;
    `),
};
