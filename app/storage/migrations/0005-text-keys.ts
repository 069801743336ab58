import { textKey } from '../text-key.ts';
import type { Migration } from './migration.ts';

// Pairs that are kept apart were known by the hashes of passages, which change with the model, the title and the headings;
// now they are known by the texts alone. A pair goes of which a text is no longer in the library, as nobody knows it.
// Common words are counted without addresses now, so everything is compared again.
export const migration0005: Migration = {
  version: 5,
  up(db) {
    db.function('text_key', (text) => textKey(text as string));
    db.exec(`
      ALTER TABLE passage ADD COLUMN text_key BLOB NOT NULL DEFAULT x'';
      UPDATE passage SET text_key = text_key("text");

      CREATE TEMP TABLE kept_apart AS SELECT DISTINCT
        min(first.text_key, second.text_key) AS one, max(first.text_key, second.text_key) AS other
        FROM ignored_pair JOIN passage AS first ON first.hash = first_hash JOIN passage AS second ON second.hash = second_hash;
      DELETE FROM ignored_pair;
      INSERT INTO ignored_pair SELECT one, other FROM kept_apart;
      DROP TABLE kept_apart;
      CREATE INDEX passage_by_text_key ON passage (text_key);

      DELETE FROM passage_pair;
      DELETE FROM compared_passage;
    `);
  },
};
