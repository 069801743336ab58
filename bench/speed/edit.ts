import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SearchRequest } from '../../app/contracts/search.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { notesIn } from '../corpora/markdown-note.ts';
import type { Report, Row } from '../harness/report.ts';
import { median, quantile, rounded } from '../harness/statistics.ts';
import { openLibrary, type PreparedLibrary } from '../library/prepared-library.ts';
import { onEachSize, sizesOf } from '../library/prepared-sizes.ts';
import { settled } from '../library/settled-engine.ts';

const EDITS = 10;
const LOOK_EVERY_MS = 10;
/** An edit that is not found by then will not be. */
const GIVE_UP_MS = 60_000;

/**
 * From writing a note with one changed paragraph to finding the new words, in an engine that watches the folder. The
 * notes are put back afterwards.
 * @param args  sizes, `10k,100k` if left out.
 */
export async function benchEdit([sizes = '10k,100k']: readonly string[]): Promise<Report> {
  const missing: string[] = [];
  const rows = await onEachSize(sizesOf(sizes), missing, editsOf);
  return { tables: { edit: rows }, missing };
}

async function editsOf({ dir, corpus }: PreparedLibrary): Promise<Row> {
  await using engine = await openLibrary(dir, { resident: true });
  await settled(engine);
  const notes = [...notesIn(corpus.notes)];
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const path = join(corpus.notes, notes[Math.floor((edit * notes.length) / EDITS)]!.path);
    times.push(await millisecondsToFind(engine, path, `zephyrine${'abcdefghijklmno'[edit]}`));
  }
  return {
    sentences: corpus.sentences,
    fastestMs: Math.round(Math.min(...times)),
    medianMs: Math.round(median(times)),
    p95Ms: Math.round(quantile(times, 0.95)),
    slowestMs: rounded(Math.max(...times)),
  };
}

async function millisecondsToFind(engine: Engine, path: string, word: string): Promise<number> {
  const before = readFileSync(path, 'utf8');
  try {
    const startedAt = performance.now();
    writeFileSync(path, before.replace(/\n$/, ` A paragraph was changed here, said ${word}.\n`));
    while (!(await isFound(engine, word))) {
      if (performance.now() - startedAt > GIVE_UP_MS) throw new Error(`The edit of ${path} was not found.`);
      await pause(LOOK_EVERY_MS);
    }
    return performance.now() - startedAt;
  } finally {
    writeFileSync(path, before);
    while (await isFound(engine, word)) await pause(LOOK_EVERY_MS);
  }
}

async function isFound(engine: Engine, word: string): Promise<boolean> {
  const { hits } = await engine.search(SearchRequest.parse({ query: word, limit: 1 }));
  return hits[0]?.passage.text.includes(word) ?? false;
}
