import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompareRequest } from '../../app/contracts/compare.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { readStsRows } from '../../app/evaluation/sts.ts';
import { Missing } from '../harness/bench-folder.ts';
import { quantile as quantileOf } from '../harness/statistics.ts';
import { openLibrary } from '../library/prepared-library.ts';

const PAIRS = 200;
const LONG_SENTENCES = 20;

/**
 * What a comparison costs end to end in the engine: the first ever, the first of a process, then pairs of sentences, the
 * same with another k, and texts of a page.
 * @param args  a file of pairs (see evaluateSts); a model, `default` if left out.
 */
export async function benchCompare([file, model = 'default']: readonly string[]): Promise<
  Record<string, number>
> {
  if (file === undefined) throw new Missing('Which pairs? npm run bench -- compare <file.tsv> [model]');
  const pairs = readStsRows(readFileSync(file, 'utf8')).slice(0, PAIRS);
  const libraryDir = mkdtempSync(join(tmpdir(), 'semblance-bench-'));
  try {
    const firstEver = await firstComparison(libraryDir, model, pairs[0]!);
    const firstOfProcess = await firstComparison(libraryDir, model, pairs[0]!);
    await using engine = await openLibrary(libraryDir, { model });
    const sentences = await times(engine, pairs);
    const causal = pairs.map((pair) => ({ ...pair, firstBidirectionalLayer: 0 }));
    const page = (start: number) =>
      pairs
        .slice(start, start + LONG_SENTENCES)
        .map(({ a }) => a)
        .join(' ');
    const long = await times(engine, [{ a: page(0), b: page(LONG_SENTENCES) }]);
    const [firstOtherK, ...otherK] = await times(engine, causal);
    return {
      firstEverMs: Math.round(firstEver),
      firstOfProcessMs: Math.round(firstOfProcess),
      sentencesP50Ms: quantile(sentences.slice(1), 0.5),
      sentencesP95Ms: quantile(sentences.slice(1), 0.95),
      firstWithOtherKMs: Math.round(firstOtherK!),
      otherKP50Ms: quantile(otherK, 0.5),
      twoPagesMs: Math.round(long[0]!),
    };
  } finally {
    rmSync(libraryDir, { recursive: true, force: true });
  }
}

/** In an engine of its own; the encoder process is started before, as by any query. */
async function firstComparison(libraryDir: string, model: string, pair: CompareRequest): Promise<number> {
  await using engine = await openLibrary(libraryDir, { model });
  await engine.similar({ text: pair.a, limit: 1 });
  const [time] = await times(engine, [pair]);
  return time!;
}

async function times(engine: Engine, requests: readonly CompareRequest[]): Promise<number[]> {
  const taken: number[] = [];
  for (const { a, b, firstBidirectionalLayer } of requests) {
    const startedAt = performance.now();
    await engine.compare({ a, b, firstBidirectionalLayer });
    taken.push(performance.now() - startedAt);
  }
  return taken;
}

function quantile(values: readonly number[], share: number): number {
  return Math.round(quantileOf(values, share) * 10) / 10;
}
