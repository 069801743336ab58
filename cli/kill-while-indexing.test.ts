import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SearchRequest } from '../app/contracts/search.ts';

import { engineFor } from './engine-access.ts';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));
const MODEL = fileURLToPath(new URL('../app/embedding/fixtures/tiny-deelm', import.meta.url));
const NOTES = 240;
const KILLS = 4;
const SUBJECTS = [
  'oak trees',
  'tax returns',
  'lentil soup',
  'bicycle chains',
  'lunar eclipses',
  'tenant law',
];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-kill-'));
  mkdirSync(join(root, 'notes'));
  for (let i = 0; i < NOTES; i++) writeFileSync(join(root, 'notes', `note-${i}.md`), noteText(i));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function noteText(i: number): string {
  const subject = SUBJECTS[i % SUBJECTS.length];
  const paragraph = (p: number) =>
    `Paragraph ${p} of note ${i} says that ${subject} need care in week ${(i * 7 + p) % 52}. It was written on day ${i}.`;
  return `# About ${subject}, part ${i}\n\n${[1, 2, 3, 4].map(paragraph).join('\n\n')}\n`;
}

const startIndexing = (library: string): ChildProcess =>
  spawn(process.execPath, [PROGRAM, 'index', join(root, 'notes'), '--library', library, '--model', MODEL], {
    stdio: 'ignore',
  });

function indexWhole(library: string): unknown {
  const args = [PROGRAM, 'index', join(root, 'notes'), '--library', library, '--model', MODEL, '--json'];
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Documents that a reader sees in the library; 0 while there is none. */
function storedDocuments(library: string): number {
  try {
    const db = new SqliteDatabase(join(library, 'library.sqlite'), { readonly: true });
    const documents = db.prepare('SELECT count(*) FROM document').pluck().get() as number;
    db.close();
    return documents;
  } catch {
    return 0;
  }
}

async function killAt(child: ChildProcess, library: string, documents: number): Promise<void> {
  while (child.exitCode === null && storedDocuments(library) < documents) await delay(3);
  await delay(Math.random() * 20);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function problems(library: string): Promise<unknown[]> {
  await using engine = await engineFor({ library, model: MODEL }, 'read');
  return (await engine.doctor(false)).filter(({ status }) => status === 'problem');
}

/** What a person would notice: which sentence of which document, in which order, how near. */
async function answers(library: string): Promise<unknown[]> {
  await using engine = await engineFor({ library, model: MODEL }, 'read');
  const found: unknown[] = [];
  for (const query of [...SUBJECTS, 'week 17', 'caring for a garden', '"note 33" oak']) {
    const { hits } = await engine.search(SearchRequest.parse({ query, limit: 5 }));
    found.push(
      hits.map(({ document, sentence, passage, score, cosine }) => ({
        document,
        sentence,
        passage,
        score,
        cosine,
      })),
    );
  }
  return found;
}

describe('kill -9 while indexing', () => {
  it(`loses no stored document in ${KILLS} kills, ends sound, and answers like a fresh index`, async () => {
    const library = join(root, 'killed');
    let stored = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const left = NOTES - stored;
      await killAt(startIndexing(library), library, stored + 1 + Math.floor(Math.random() * left * 0.6));
      const now = storedDocuments(library);
      expect(now).toBeGreaterThanOrEqual(stored);
      expect(await problems(library)).toEqual([]);
      stored = now;
    }
    expect(indexWhole(library)).toMatchObject({
      documents: NOTES,
      skipped: [],
    });
    expect(await problems(library)).toEqual([]);

    const fresh = join(root, 'fresh');
    indexWhole(fresh);
    expect(await answers(library)).toEqual(await answers(fresh));
  });
});
