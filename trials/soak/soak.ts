import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TINY_MODEL } from '../../app/engine/temporary-engine.ts';
import { trialOptions } from '../harness/options.ts';
import { answerDifferences } from '../library/answers.ts';
import { contentsOf, differences } from '../library/contents.ts';
import { EngineHost } from '../library/engine-host.ts';
import { FreshLibrary } from '../library/fresh-library.ts';
import { Notebook } from '../library/notebook.ts';

const DEFAULT_MINUTES = 120;
const NOTES = 80;
/** The notes neither grow nor shrink for long, so that memory has no reason to. */
const [FEWEST, MOST] = [50, 110];

export interface SoakPlan {
  readonly seed: number;
  /** To begin with. */
  readonly notes: number;
  readonly minutes: number;
  /** Between two comparisons with a fresh library. */
  readonly checkEveryMinutes: number;
  /** Longest wait between two changes. */
  readonly restMs: number;
}

export interface SoakCheck {
  readonly minute: number;
  readonly changes: number;
  readonly queries: number;
  readonly documents: number;
  /** By the name of the process; empty where the system does not tell. */
  readonly residentMegabytes: Readonly<Record<string, number>>;
  /** In words; empty when all is as it should be. */
  readonly findings: readonly string[];
}

/** npm run trial -- soak [--minutes M] [--seed S]: a table of what a library was like every few minutes of use. */
export async function runSoak(args: readonly string[]): Promise<void> {
  const { seed, minutes } = trialOptions(args);
  const plan = {
    seed,
    notes: NOTES,
    minutes: minutes ?? DEFAULT_MINUTES,
    checkEveryMinutes: 4,
    restMs: 1_500,
  };
  console.log(`seed ${seed}`);
  console.log(`minute  changes  queries  documents  ${MEASURED.map(named).join('  ')}  MB in all  findings`);
  for await (const check of soak(plan)) {
    const { minute, changes, queries, documents, residentMegabytes: megabytes, findings } = check;
    const all = Object.values(megabytes).reduce((sum, each) => sum + each, 0);
    const figures = [
      ...[minute.toFixed(1), changes, queries, documents],
      ...MEASURED.map((name) => megabytes[name] ?? 0),
      ...[all, findings.length],
    ];
    const widths = [6, 8, 8, 10, ...MEASURED.map((name) => named(name).length + 1), 10, 9];
    console.log(figures.map((figure, i) => String(figure).padStart(widths[i]!)).join(' '));
    for (const finding of findings) console.log(`  ${finding}`);
    if (findings.length > 0) process.exitCode = 1;
  }
}

/** The processes of an engine: its own, with all its threads, and its children. */
const MEASURED = ['engine-host-process', 'encoder', 'parser'];

function named(program: string): string {
  return `${program.replace('-host-process', '')} MB`;
}

/**
 * Uses a library as a person does: notes change by chance while questions are asked, duplicates looked for, indexing held
 * and resumed. From time to time everything stands still, and the library is compared with one made anew.
 */
export async function* soak({
  seed,
  notes,
  minutes,
  checkEveryMinutes,
  restMs,
}: SoakPlan): AsyncGenerator<SoakCheck> {
  const root = mkdtempSync(join(tmpdir(), 'semblance-soak-'));
  try {
    const notebook = new Notebook(join(root, 'notes'), seed, notes);
    const libraryDir = join(root, 'library');
    await using host = new EngineHost({ libraryDir, model: TINY_MODEL, access: 'write', resident: true });
    await host.call('index', [notebook.folder]);
    const start = performance.now();
    let [changes, queries] = [0, 0];
    let checkedAt = start;
    for (;;) {
      changes += changeSome(notebook);
      if (await workOnce(host, notebook)) queries++;
      await delay(notebook.below(restMs));
      const now = performance.now();
      const isOver = now - start >= minutes * 60_000;
      if (!isOver && now - checkedAt < checkEveryMinutes * 60_000) continue;
      const findings = await compareWithFresh(host, libraryDir, notebook);
      const documents = notebook.paths().length;
      const residentMegabytes = megabytesOf(host.residentBytes());
      checkedAt = performance.now();
      yield {
        minute: (checkedAt - start) / 60_000,
        changes,
        queries,
        documents,
        residentMegabytes,
        findings,
      };
      if (isOver) return;
    }
  } finally {
    if (existsSync(root)) rmSync(root, { recursive: true, force: true });
  }
}

function megabytesOf(bytes: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries(Array.from(bytes, ([name, count]) => [name, Math.round(count / 2 ** 20)]));
}

function changeSome(notebook: Notebook): number {
  const wanted = 1 + notebook.below(3);
  for (let done = 0; done < wanted; ) {
    const count = notebook.paths().length;
    notebook.change();
    done++;
    if (count > MOST) notebook.shrink();
    if (count < FEWEST) notebook.grow();
  }
  return wanted;
}

/** @returns whether it was a search. */
async function workOnce(host: EngineHost, notebook: Notebook): Promise<boolean> {
  const choice = notebook.below(12);
  if (choice === 0) await host.call('updateDuplicates');
  else if (choice === 1) await host.call('duplicates');
  else if (choice === 2) await host.call('compare', 'The oak fell.', 'A tree came down.');
  else if (choice === 3) {
    await host.call('pause');
    await delay(notebook.below(1_000));
    await host.call('resume');
  } else if (choice === 4) await host.call('rescan');
  else {
    await host.call('answers');
    return true;
  }
  return false;
}

/** Waits for the library to have followed everything, then looks for whatever is not as in a fresh one. */
async function compareWithFresh(
  host: EngineHost,
  libraryDir: string,
  { folder }: Notebook,
): Promise<string[]> {
  await host.call('resume');
  await host.call('rescan');
  using fresh = await FreshLibrary.of(folder, TINY_MODEL);
  const contents = contentsOf(libraryDir);
  return [
    ...differences(contents, fresh.contents),
    ...answerDifferences(await host.call('answers'), await fresh.answers(contents)),
    ...(await host.call('problems')),
  ];
}
