import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Unfit } from '../harness/trial.ts';
import type { Finding } from './findings.ts';
import { TARGETS } from './targets/index.ts';
import { watchedRun } from './watched-run.ts';

/** Together, over all targets, unless told. */
const DEFAULT_CASES = 120_000;

/**
 * npm run trial -- fuzz [--cases N] [--seed S] [--target T] [--case C]: feeds hostile inputs to everything that reads what
 * others wrote. `--case` repeats one case of one target. Sets exit code 1 when a law broke.
 */
export async function runFuzz(args: readonly string[]): Promise<void> {
  const { seed, targets, cases, only } = optionsOf(args);
  const scale = cases / targets.reduce((sum, name) => sum + TARGETS[name]!.weight, 0);
  console.log(`seed ${seed}`);
  console.log('target               cases  seconds  slowest ms (case)   peak MB  findings');
  let total = 0;
  let found = 0;
  for (const name of targets) {
    const count = Math.ceil(TARGETS[name]!.weight * scale);
    const range = only === null ? { from: 0, to: count } : { from: only, to: only + 1 };
    found += await fuzzTarget(name, seed, range);
    total += range.to - range.from;
  }
  console.log(`${total} cases, ${found} findings`);
  if (found > 0) process.exitCode = 1;
}

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { cases: text, seed: text, target: text, case: text };
  const { values } = parseArgs({ args: [...args], options });
  const targets = values.target?.split(',') ?? Object.keys(TARGETS);
  const unknown = targets.find((name) => !Object.hasOwn(TARGETS, name));
  if (unknown !== undefined)
    throw new Unfit(`No target ${unknown}. One of: ${Object.keys(TARGETS).join(', ')}.`);
  const only = values.case === undefined ? null : Number(values.case);
  if (only !== null && targets.length !== 1) throw new Unfit('A case is one of one target: add --target.');
  return {
    seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)),
    cases: Number(values.cases ?? DEFAULT_CASES),
    targets,
    only,
  };
}

/** @returns how many kinds of findings there are. */
async function fuzzTarget(name: string, seed: number, range: { from: number; to: number }): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), `semblance-fuzz-${name}-`));
  const folder = join(root, 'own');
  const outside = join(root, 'outside');
  mkdirSync(folder);
  mkdirSync(outside);
  writeFileSync(join(outside, 'sentinel'), 'not to be touched');
  const startedAt = performance.now();
  const order = { target: name, seed, ...range, folder, progressFile: join(root, 'progress') };
  const run = await watchedRun(order, TARGETS[name]!.powers);
  const strays = readdirSync(root).filter((entry) => !['own', 'outside', 'progress'].includes(entry));
  const findings = [...run.findings, ...strayFindings([...strays, ...strangersIn(outside)])];
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    [
      name.padEnd(18),
      String(range.to - range.from).padStart(7),
      seconds.toFixed(1).padStart(8),
      `${run.slowestMs.toFixed(0)} (${run.slowestNumber})`.padStart(18),
      (run.peakBytes / 2 ** 20).toFixed(0).padStart(9),
      String(findings.length).padStart(9),
    ].join(' '),
  );
  for (const finding of findings) console.log(described(finding));
  rmSync(root, { recursive: true, force: true });
  return findings.length;
}

function strangersIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name !== 'sentinel');
}

function strayFindings(paths: readonly string[]): Finding[] {
  return paths.map((path) => ({ number: -1, signature: `made ${path}`, details: '', input: null }));
}

function described({ number, signature, details, input }: Finding): string {
  const shown = input === null ? '' : `\n    input: ${JSON.stringify(input.slice(0, 2_000))}`;
  return `  case ${number}: ${signature}${shown}\n    ${details.split('\n').slice(0, 12).join('\n    ')}`;
}
