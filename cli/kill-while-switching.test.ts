import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SearchRequest } from '../app/contracts/search.ts';
import { engineFor } from './engine-access.ts';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));
const model = (name: string) => fileURLToPath(new URL(`../app/embedding/fixtures/${name}`, import.meta.url));
const [FORMER, NEXT] = [model('tiny-deelm'), model('tiny-bert')];
const NOTES = 100;
/** More in a long run: SEMBLANCE_KILLS=200. */
const KILLS = Number(process.env.SEMBLANCE_KILLS ?? 3);
/** Each starts several processes, on machines that are busy with other work too. */
const TIME_LIMIT_MS = (KILLS + 2) * 60_000;
const SUBJECTS = ['oak trees', 'tax returns', 'lentil soup', 'bicycle chains', 'lunar eclipses'];

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-switch-'));
  mkdirSync(join(root, 'notes'));
  for (let i = 0; i < NOTES; i++) writeFileSync(join(root, 'notes', `note-${i}.md`), noteText(i));
  run('index', join(root, 'notes'), '--library', join(root, 'former'), '--model', FORMER);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function noteText(i: number): string {
  const sentence = (p: number) =>
    `Part ${p} of note ${i} says that ${SUBJECTS[i % 5]} need care in week ${i + p}.`;
  return `# Note ${i}\n\n${[1, 2, 3].map((p) => `${sentence(p)} It was written then.`).join('\n\n')}\n`;
}

function run(...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`exit ${status}: ${stderr}`);
}

/** How far the switch is, from 0 to 2: the share that is encoded, then the share of former vectors that is deleted. */
function stage(library: string): number {
  if (!existsSync(library)) return 0;
  const db = new SqliteDatabase(join(library, 'library.sqlite'), { readonly: true });
  try {
    const count = (sql: string) => db.prepare(sql).pluck().get() as number;
    const encoded = count('SELECT count(*) FROM document_model WHERE model_id = 2') / NOTES;
    const former = count('SELECT count(*) FROM vector WHERE model_id = 1');
    const all = count('SELECT (SELECT count(*) FROM sentence) + (SELECT count(*) FROM passage)');
    return encoded + 1 - former / all;
  } finally {
    db.close();
  }
}

async function killAt(child: ChildProcess, library: string, moment: number): Promise<void> {
  while (child.exitCode === null && stage(library) < moment) await delay(2);
  await delay(Math.random() * 40);
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function examined(library: string) {
  await using engine = await engineFor({ library }, 'read');
  const findings = (await engine.doctor(false)).filter(({ check }) => !check.startsWith('device'));
  const { model: used, documents } = await engine.status();
  const found: unknown[] = [];
  for (const query of [...SUBJECTS, 'week 17', 'caring for a garden']) {
    const { hits, notes } = await engine.search(SearchRequest.parse({ query, limit: 5 }));
    const told = hits.map(({ document, sentence, score, cosine }) => ({ document, sentence, score, cosine }));
    found.push(notes, told);
  }
  return {
    ...{ used: used.id, documents, answers: found },
    problems: findings.filter(({ status }) => status === 'problem'),
    remarks: findings.filter(({ status }) => status !== 'ok'),
  };
}

describe('kill -9 while the model of a library is changed', () => {
  it(
    `answers like one model or the other after each of ${KILLS} kills, and ends like a fresh index`,
    async () => {
      const fresh = join(root, 'fresh');
      run('index', join(root, 'notes'), '--library', fresh, '--model', NEXT);
      const [former, next] = [await examined(join(root, 'former')), await examined(fresh)];
      const expected = { [former.used]: former.answers, [next.used]: next.answers };

      const library = join(root, 'killed');
      for (let kill = 0; kill < KILLS; kill++) {
        if (stage(library) === 0 || stage(library) >= 2) {
          rmSync(library, { recursive: true, force: true });
          cpSync(join(root, 'former'), library, { recursive: true });
        }
        const switching = spawn(process.execPath, [PROGRAM, 'model', 'use', NEXT, '--library', library], {
          stdio: 'ignore',
        });
        const now = stage(library);
        await killAt(switching, library, now + Math.random() * (2 - now));
        const { used, documents, answers, problems } = await examined(library);
        expect(problems).toEqual([]);
        expect(documents).toBe(NOTES);
        expect(answers).toEqual(expected[used]);
      }
      run('model', 'use', NEXT, '--library', library);
      const { used, answers, remarks } = await examined(library);
      expect(used).toBe(next.used);
      expect(remarks).toEqual([]);
      expect(answers).toEqual(next.answers);
    },
    TIME_LIMIT_MS,
  );
});
