import { trialOptions } from '../harness/options.ts';
import { DATABASE, damageDatabase } from './database.ts';
import { damageFiles } from './files.ts';
import { damageLibraries } from './libraries.ts';
import { type DamageOutcome, isBreach, resultOf } from './outcome.ts';

/** Each with as many cases as it tries when it is not told. */
const PARTS: Readonly<
  Record<string, { cases: number; run: (seed: number, cases: number) => AsyncIterable<DamageOutcome> }>
> = {
  database: { cases: 3_000, run: damageDatabase },
  files: { cases: 200, run: damageFiles },
  libraries: { cases: Number.POSITIVE_INFINITY, run: damageLibraries },
};

/**
 * npm run trial -- damage [--count N] [--seed S] [--only database,files,libraries]: damages the database at N places, every
 * other file N times each, and whole libraries; exit 1 where nobody tells, or a repair does not mend.
 */
export async function runDamage(args: readonly string[]): Promise<void> {
  const { seed, count, only } = trialOptions(args);
  console.log(`seed ${seed}`);
  for (const [name, { cases, run }] of Object.entries(PARTS)) {
    if (only && !only.includes(name)) continue;
    const tally = new Tally();
    for await (const outcome of run(seed, count ?? cases)) tally.add(outcome);
    tally.print();
  }
}

/** Cases by file, of the database by kind, and by result; what broke a law is told at once. */
class Tally {
  readonly #cases = new Map<string, Map<string, number>>();

  add(outcome: DamageOutcome): void {
    const result = resultOf(outcome);
    const row = outcome.file === DATABASE ? `${outcome.file}, ${outcome.kind}` : outcome.file;
    const results = this.#cases.get(row) ?? new Map<string, number>();
    this.#cases.set(row, results.set(result, (results.get(result) ?? 0) + 1));
    if (!isBreach(outcome)) return;
    process.exitCode = 1;
    console.log(`  case ${outcome.number}, ${outcome.file}, ${outcome.what}: ${outcome.crash ?? result}`);
  }

  print(): void {
    for (const [row, results] of this.#cases) {
      const figures = [...results].sort().map(([result, cases]) => `${result}: ${cases}`);
      console.log(`${row}: ${figures.join(', ')}`);
    }
  }
}
