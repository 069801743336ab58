import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { notesIn } from '../../corpora/markdown-note.ts';
import { Missing } from '../../harness/bench-folder.ts';

/** SQLite's full-text index and nothing else: every paragraph of every note is a row. @returns seconds. */
export function indexWithFts5(notes: string, folder: string): number {
  const startedAt = performance.now();
  const db = new Database(join(folder, 'fts5.sqlite'));
  db.pragma('journal_mode = WAL');
  db.exec(
    `CREATE VIRTUAL TABLE passage USING fts5(path UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2')`,
  );
  const insert = db.prepare('INSERT INTO passage (path, text) VALUES (?, ?)');
  for (const { path, text } of notesIn(notes))
    db.transaction(() => {
      for (const paragraph of text.split(/\n{2,}/)) insert.run(path, paragraph);
    })();
  db.close();
  return (performance.now() - startedAt) / 1000;
}

/**
 * Recoll, the desktop search of Linux: an index of words with Xapian.
 * @returns seconds.
 * @throws Missing where it is not installed.
 */
export function indexWithRecoll(notes: string, folder: string): number {
  const settings = join(folder, 'recoll');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'recoll.conf'), `topdirs = ${notes}\n`);
  const startedAt = performance.now();
  const { status, error } = spawnSync('recollindex', ['-c', settings], { stdio: 'ignore' });
  if (error || status !== 0) throw new Missing('Recoll does not run (Debian: apt-get install recollcmd)');
  return (performance.now() - startedAt) / 1000;
}
