import type { Database } from 'better-sqlite3';

/** As the full-text index is made, see migration 1. */
const TOKENIZE = `porter unicode61 remove_diacritics 2 categories 'L* N* Co M*'`;

/** Every place of every word, added up in ways that one changed word, passage or place shows in. */
const SUMS = (vocabulary: string) => `
  SELECT count(*), total(doc), total(offset), total((doc * 31 + offset) % 1000003 * (unicode(term) + length(term))),
         total(instr(' heading', col) * (doc % 1000003))
  FROM temp.${vocabulary}`;

/**
 * Whether the full-text index holds the words of the passages and no others: it is made again beside the other one, in a
 * temporary file, and both are added up. FTS5's own check of contents needs a connection that may write.
 */
export function wordsAgree(db: Database): boolean {
  const passages = db.prepare('SELECT count(*) FROM passage').pluck().get();
  if (db.prepare('SELECT count(*) FROM passage_fts_docsize').pluck().get() !== passages) return false;
  db.exec(`
    CREATE VIRTUAL TABLE temp.words_again USING fts5 (text, heading, content = '', tokenize = "${TOKENIZE}");
    CREATE VIRTUAL TABLE temp.words_made USING fts5vocab (temp, words_again, instance);
    CREATE VIRTUAL TABLE temp.words_held USING fts5vocab (main, passage_fts, instance);
  `);
  try {
    db.exec('INSERT INTO temp.words_again (rowid, text, heading) SELECT id, text, heading FROM main.passage');
    // A query, so that this connection sees the index as it is now: its integrity check alone would look at an older form.
    db.prepare(`SELECT count(*) FROM passage_fts WHERE passage_fts MATCH '"a"'`).get();
    const [held, made] = ['words_held', 'words_made'].map((name) => db.prepare(SUMS(name)).raw().get());
    return JSON.stringify(held) === JSON.stringify(made) && lengthsAgree(db, passages);
  } finally {
    db.exec('DROP TABLE temp.words_held; DROP TABLE temp.words_made; DROP TABLE temp.words_again');
  }
}

/** Ranks depend on how many words each passage has, and on those of all together: the record under id 1. */
function lengthsAgree(db: Database, passages: unknown): boolean {
  const [equal, isTotalEqual] = db
    .prepare(
      `SELECT (SELECT count(*) FROM main.passage_fts_docsize AS held JOIN temp.words_again_docsize AS made USING (id)
               WHERE held.sz IS made.sz),
              (SELECT block FROM main.passage_fts_data WHERE id = 1) IS (SELECT block FROM temp.words_again_data WHERE id = 1)`,
    )
    .raw()
    .get() as [number, number];
  return equal === passages && isTotalEqual === 1;
}
