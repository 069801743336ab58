import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { randomNumbers } from '../../app/near-duplicates/random-texts.ts';
import { answerDifferences, answersOf, problemsOf } from '../library/answers.ts';
import { differences, type LibraryContents } from '../library/contents.ts';
import { FreshLibrary } from '../library/fresh-library.ts';
import { never, openLibrary } from '../library/open-library.ts';
import type { KillPhase } from './phases.ts';
import type { Place } from './place.ts';

/** After so many kills the work is finished, and the library compared with one made anew. */
const FINISH_EVERY = 4;

export interface KillOutcome {
  readonly phase: string;
  /** Whether the work was under way when it was killed. */
  readonly underWay: boolean;
  /** In words; empty when nothing was lost or left in halves. */
  readonly findings: readonly string[];
}

/** Kills the work of a phase so many times, at any moment of it, and says after each kill what is wrong. */
export async function* killLibrary(
  phase: KillPhase,
  place: Place,
  kills: number,
  seed: number,
): AsyncGenerator<KillOutcome> {
  const below = randomNumbers(seed);
  let version = 0;
  await finish(phase, place);
  phase.unmake(place, version++);
  const lengthMs = await lengthOfWork(phase, place);
  phase.unmake(place, version++);
  for (let kill = 1; kill <= kills; kill++) {
    const { underWay, before } = await killOnce(phase, place, below(Math.ceil(lengthMs * 1.05)));
    const findings = await examine(phase, place, before);
    const isLast = kill === kills || kill % FINISH_EVERY === 0;
    if (isLast) {
      findings.push(...(await finish(phase, place)));
      phase.unmake(place, version++);
    }
    yield { phase: phase.name, underWay, findings };
  }
}

async function lengthOfWork(phase: KillPhase, place: Place): Promise<number> {
  const start = performance.now();
  await using host = place.open(phase.order);
  await phase.work(host, place, new AbortController().signal);
  return performance.now() - start;
}

async function killOnce(phase: KillPhase, place: Place, afterMs: number) {
  const host = place.open(phase.order);
  const stop = new AbortController();
  let underWay = true;
  const work = phase.work(host, place, stop.signal).then(
    () => {
      underWay = false;
    },
    () => {},
  );
  await delay(afterMs);
  stop.abort();
  const wasUnderWay = underWay;
  const before = place.contents();
  await host.kill();
  await work;
  return { underWay: wasUnderWay, before };
}

/** What must hold right after a kill, before anything was mended. */
async function examine(phase: KillPhase, place: Place, before: LibraryContents): Promise<string[]> {
  const after = place.contents();
  const lost = [...before.keys()].filter((path) => !after.has(path) && existsSync(path));
  const findings = lost.map((path) => `lost ${path}`);
  if (after.size === 0) return findings;
  const { libraryDir } = place;
  await using reader = await openLibrary({ ...phase.order, libraryDir, access: 'read', resident: false });
  const problems = await problemsOf(reader);
  return [...findings, ...problems.filter((problem) => !phase.mayFind?.test(problem))];
}

/** Brings everything to its end, and compares it with a library made anew. */
async function finish(phase: KillPhase, place: Place): Promise<string[]> {
  const { libraryDir, notebook } = place;
  await using engine = await openLibrary({ ...phase.order, libraryDir, access: 'write', resident: false });
  await phase.finish(engine);
  await engine.index([notebook.folder], never);
  using fresh = await FreshLibrary.of(notebook.folder, phase.model);
  const contents = place.contents();
  return [
    ...differences(contents, fresh.contents),
    ...answerDifferences(await answersOf(engine), await fresh.answers(contents)),
    ...(await problemsOf(engine)),
  ];
}
