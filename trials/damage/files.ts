import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomNumbers } from '../../app/near-duplicates/random-texts.ts';
import { DAMAGES } from './damage-kinds.ts';
import { type DamageOutcome, type Told, toldOrCrashed } from './outcome.ts';
import { LETTER, REPLACEMENTS } from './replacements.ts';
import { derivedSpecimens } from './specimens/derived.ts';
import { listSpecimens } from './specimens/list.ts';
import { lockSpecimens } from './specimens/lock.ts';
import { logSpecimens } from './specimens/log.ts';
import { packageSpecimens } from './specimens/package.ts';
import type { Specimen } from './specimens/specimen.ts';
import { vectorSpecimens } from './specimens/vectors.ts';

const SOURCES: readonly ((root: string) => Promise<Specimen[]>)[] = [
  ...[logSpecimens, lockSpecimens, listSpecimens],
  ...[vectorSpecimens, derivedSpecimens, packageSpecimens],
];

/**
 * Damages every file of a library but its database, each so many times: what may stand in its place, once each, then
 * bytes of it.
 * @param cases  of every file.
 */
export async function* damageFiles(seed: number, cases: number): AsyncGenerator<DamageOutcome> {
  const root = mkdtempSync(join(tmpdir(), 'semblance-damage-'));
  try {
    for (const [i, specimensIn] of SOURCES.entries()) {
      const home = join(root, `${i}`);
      mkdirSync(home);
      for (const specimen of await specimensIn(home)) yield* damageFile(specimen, home, seed, cases);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function* damageFile(
  specimen: Specimen,
  home: string,
  seed: number,
  cases: number,
): AsyncGenerator<DamageOutcome> {
  await using _ = specimen;
  const { file } = specimen;
  const below = randomNumbers(seed);
  const replacements = Object.keys(REPLACEMENTS);
  const changes = Object.keys(DAMAGES);
  const order = [
    ...mixed(replacements, below),
    ...Array.from({ length: cases }, (_, i) => changes[i % changes.length]!),
  ];
  for (const [number, kind] of order.slice(0, cases).entries()) {
    const folder = mkdtempSync(join(home, 'case-'));
    const copy = join(folder, 'copy');
    cpSync(specimen.whole, copy, { recursive: true });
    const path = specimen.pathIn(copy);
    const what = REPLACEMENTS[kind] ? kind : `${kind}: ${DAMAGES[kind]!(path, below)}`;
    REPLACEMENTS[kind]?.({
      ...{ path, elsewhere: folder },
      ...{ inOther: specimen.pathIn(specimen.other), inOlder: specimen.pathIn(specimen.older) },
    });
    const told = await examined(specimen, copy);
    yield { number, file, kind, what, ...told, changed: [...told.changed, ...overwritten(folder)] };
    rmSync(folder, { recursive: true, force: true });
  }
}

async function examined(specimen: Specimen, copy: string): Promise<Told> {
  try {
    return await specimen.examine(copy);
  } catch (error) {
    return toldOrCrashed('opening', error);
  }
}

/** A text that a link led to must stay as it was, and where a link led nowhere nothing may be made. */
function overwritten(folder: string): string[] {
  const letter = join(folder, 'letter.txt');
  const isChanged = existsSync(letter) && readFileSync(letter, 'utf8') !== LETTER;
  return [
    ...(isChanged ? ['the text that it was linked to'] : []),
    ...(statSync(join(folder, 'nowhere'), { throwIfNoEntry: false }) ? ['what it was linked to'] : []),
  ];
}

/** In an order by chance, so that a short run tries others with another seed. */
function mixed(kinds: readonly string[], below: (limit: number) => number): string[] {
  const rest = [...kinds];
  return kinds.map(() => rest.splice(below(rest.length), 1)[0]!);
}
