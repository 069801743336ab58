import { trialOptions } from '../harness/options.ts';
import { Unfit } from '../harness/trial.ts';
import { killGraphs } from './kill-graph.ts';
import { type KillOutcome, killLibrary } from './kill-library.ts';
import { killPhases } from './phases.ts';
import { Place } from './place.ts';

const DEFAULT_KILLS = 240;
const NOTES = 90;
const GRAPHS = 'building graphs';

interface Tally {
  kills: number;
  underWay: number;
  findings: number;
}

/**
 * npm run trial -- kills [--count N] [--seed S] [--only PHASE,PHASE]: kills a library and its processes at any moment of
 * whatever changes it, and tells what was lost. Sets exit code 1 when anything was.
 */
export async function runKills(args: readonly string[]): Promise<void> {
  const { seed, count, only } = trialOptions(args);
  const all = [...killPhases().map(({ name }) => name), GRAPHS];
  const unknown = only?.find((name) => !all.includes(name));
  if (unknown) throw new Unfit(`No phase ${unknown}. One of: ${all.join(', ')}.`);
  const names = only ?? all;
  console.log(`seed ${seed}`);
  for (const name of names) {
    const tally: Tally = { kills: 0, underWay: 0, findings: 0 };
    for await (const outcome of kills(name, Math.ceil((count ?? DEFAULT_KILLS) / names.length), seed)) {
      tally.kills++;
      tally.underWay += outcome.underWay ? 1 : 0;
      tally.findings += outcome.findings.length;
      for (const finding of outcome.findings) console.log(`  kill ${tally.kills}: ${finding}`);
    }
    console.log(`${name}: ${tally.kills} kills, ${tally.underWay} under way, ${tally.findings} findings`);
    if (tally.findings > 0) process.exitCode = 1;
  }
}

/** Kills one kind of work so many times. */
export async function* kills(
  phaseName: string,
  count: number,
  seed: number,
  notes = NOTES,
): AsyncGenerator<KillOutcome> {
  const phase = killPhases().find(({ name }) => name === phaseName);
  if (!phase) return yield* killGraphs(count, seed);
  using place = new Place(seed, notes);
  yield* killLibrary(phase, place, count, seed);
}
