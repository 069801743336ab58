import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../../app/engine/engine.ts';
import { openLibrary } from '../../library/prepared-library.ts';
import { pairsInGroups } from './found-pairs.ts';
import { measureMinHash } from './lexical-baseline.ts';
import { passagesOf, plant } from './planted-library.ts';
import { PLANTED_KINDS } from './plants.ts';
import { type Scores, scoresOf } from './scores.ts';

const OWN_DOCUMENTS = fileURLToPath(new URL('../../../docs', import.meta.url));

/**
 * Near-duplicates of some folders with planted ones among them: how many of each kind are found and called what they
 * are, how many of what is found is right, and what it costs; MinHash over the same passages beside it.
 * @param folders  of documents; our own, if left out.
 */
export async function benchDuplicates(folders: readonly string[]): Promise<Record<string, number>> {
  const libraryDir = mkdtempSync(join(tmpdir(), 'semblance-bench-'));
  const plantedDir = mkdtempSync(join(tmpdir(), 'semblance-plants-'));
  try {
    await using engine = await openLibrary(libraryDir);
    const read = folders.length > 0 ? folders.map((folder) => resolve(folder)) : [OWN_DOCUMENTS];
    const { passages } = await engine.index(read, new AbortController().signal);
    const compareSeconds = await compareLibrary(engine);
    const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    const groups = (await pairsInGroups(engine)).length;
    const planted = await plant(engine, libraryDir, plantedDir);
    const plantedSeconds = await compareLibrary(engine);
    const found = await pairsInGroups(engine);
    const baseline = measureMinHash(passagesOf(libraryDir), planted);
    const [scores, tuned] = [scoresOf(found, planted, 'odd'), scoresOf(found, planted, 'even')];
    return {
      passages,
      compareSeconds: round(compareSeconds),
      secondsPer10kPassages: round((10_000 * compareSeconds) / passages),
      peakMegabytes,
      pairsInGroups: groups,
      plantedSeconds: round(plantedSeconds),
      ...figuresOf('', scores),
      ...figuresOf('tunedOn_', tuned),
      minHashSeconds: round(baseline.seconds),
      minHashThreshold: round(baseline.threshold),
      ...figuresOf('minHash_', baseline.scores),
    };
  } finally {
    for (const folder of [libraryDir, plantedDir]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Compares all passages of a library that were not compared before. @returns seconds. */
export async function compareLibrary(engine: Engine): Promise<number> {
  const startedAt = performance.now();
  for await (const _ of engine.updateDuplicates(new AbortController().signal));
  return (performance.now() - startedAt) / 1000;
}

function figuresOf(prefix: string, { planted, recall, kindRight, precision, rewordedPrecision }: Scores) {
  const figures = {
    planted,
    precision,
    rewordedPrecision,
    ...Object.fromEntries(
      PLANTED_KINDS.flatMap((kind) => [
        [`${kind}Recall`, recall.get(kind)!],
        [`${kind}KindRight`, kindRight.get(kind)!],
      ]),
    ),
  };
  return Object.fromEntries(
    Object.entries(figures)
      .filter(([, value]) => Number.isFinite(value))
      .map(([name, value]) => [`${prefix}${name}`, round(value)]),
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
