import { parseArgs } from 'node:util';
import { Unfit } from './trial.ts';

/** How much a trial tries, and from which seed: the same seed makes the same notes, edits and places. */
export interface TrialOptions {
  readonly seed: number;
  /** Null: as much as the trial thinks right. */
  readonly count: number | null;
  readonly minutes: number | null;
  /** Parts of the trial by name; null for all. */
  readonly only: readonly string[] | null;
}

/** Reads `[--count N] [--minutes M] [--seed S] [--only part,part]`. @throws Unfit */
export function trialOptions(args: readonly string[]): TrialOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { count: text, minutes: text, seed: text, only: text },
  });
  return {
    seed: numberOf('seed', values.seed) ?? Math.floor(Math.random() * 2 ** 31),
    count: numberOf('count', values.count),
    minutes: numberOf('minutes', values.minutes),
    only: values.only?.split(',') ?? null,
  };
}

function numberOf(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0)) throw new Unfit(`--${name} wants a number, not ${value}.`);
  return number;
}
