import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineContract } from '../../app/contracts/engine-api.ts';
import { inputOf, shrink } from './cases.ts';
import { FOUND_BUGS } from './found-bugs.ts';
import type { FuzzTarget } from './target.ts';
import { NOT_CALLED, soundCalls } from './targets/calls.ts';
import { TARGETS } from './targets/index.ts';

const SEED = 1;
/** A sample of what `npm run trial -- fuzz` tries; the whole takes an hour. */
const CASES: Readonly<Record<string, number>> = { contract: 60, loopback: 60, onnx: 30, markdown: 60 };
const MOST_CASES = 100;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semblance-fuzz-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (name: string): Promise<FuzzTarget> => TARGETS[name]!.open(folder);

describe('what strangers wrote', () => {
  it.each(Object.keys(TARGETS))('breaks no law of %s', async (name) => {
    await using target = await open(name);
    for (let number = 0; number < (CASES[name] ?? MOST_CASES); number++) {
      const input = inputOf(target, SEED, number);
      await expect((async () => target.check(input))(), `case ${number}`).resolves.toBeUndefined();
    }
  });
});

describe('an input that once broke a law', () => {
  it.each(FOUND_BUGS)('breaks none any more: $what', async ({ target: name, input }) => {
    await using target = await open(name);
    await expect((async () => target.check(input))()).resolves.toBeUndefined();
  });
});

describe('the calls that are tried', () => {
  it('are all that the contract has, but for those that are left out on purpose', () => {
    const addresses = Object.entries(engineContract).flatMap(([group, procedures]) =>
      Object.keys(procedures).map((name) => `${group}/${name}`),
    );
    expect([...Object.keys(soundCalls('/notes')), ...NOT_CALLED].sort()).toEqual(addresses.sort());
  });
});

describe('a case', () => {
  it('is made again by its number', async () => {
    await using target = await open('text');
    const [first, again] = [inputOf(target, SEED, 41), inputOf(target, SEED, 41)];
    expect(again).toBe(first);
    expect(inputOf(target, SEED, 42)).not.toBe(first);
    expect(inputOf(target, 2, 41)).not.toBe(first);
  });

  it('is cut down to what makes it fail', async () => {
    const smallest = await shrink('a long text [with] a bracket', async (text) => text.includes('['));
    expect(smallest).toBe('[');
  });
});
