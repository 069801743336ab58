import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LEAST_WORDS } from '../../../app/near-duplicates/text-sketch.ts';
import { benchFolder } from '../../harness/bench-folder.ts';
import { peakTreeMegabytes, treeProcessorSeconds } from '../../harness/process-tree.ts';
import type { Report, Row } from '../../harness/report.ts';
import { rounded } from '../../harness/statistics.ts';
import { openLibrary, type PreparedLibrary } from '../../library/prepared-library.ts';
import { onEachSize, sizesOf } from '../../library/prepared-sizes.ts';
import { compareLibrary } from './duplicates.ts';
import { pairsInGroups } from './found-pairs.ts';
import { similarByMinHash } from './min-hash.ts';
import { passagesOf } from './planted-library.ts';

/**
 * What finding near-duplicates costs as a library grows, from none compared to all, beside MinHash over the same passages.
 * @param args  sizes (all that are prepared if left out).
 */
export async function benchDuplicatesGrowth([sizes]: readonly string[]): Promise<Report> {
  const missing: string[] = [];
  const rows = await onEachSize(sizesOf(sizes), missing, costOf);
  const points = (value: (row: GrowthRow) => number | null) =>
    rows.flatMap((row) => (value(row) ? [[row.passages, value(row)!] as const] : []));
  return {
    tables: { growth: rows },
    charts: {
      seconds: {
        title: 'Finding all near-duplicates',
        xLabel: 'passages',
        yLabel: 'seconds',
        series: [
          { name: 'semblance', points: points(({ seconds }) => seconds) },
          { name: 'MinHash', points: points(({ minHashSeconds }) => minHashSeconds) },
        ],
      },
    },
    missing,
  };
}

interface GrowthRow extends Row {
  readonly passages: number;
  readonly seconds: number;
  readonly minHashSeconds: number;
}

async function costOf({ dir }: PreparedLibrary): Promise<GrowthRow> {
  const copy = mkdtempSync(join(benchFolder(), 'duplicates-'));
  try {
    cpSync(dir, copy, { recursive: true });
    await using engine = await openLibrary(copy);
    const before = treeProcessorSeconds(process.pid) ?? 0;
    const [seconds, peakMegabytes] = await peakTreeMegabytes(process.pid, compareLibrary(engine));
    const processorSeconds = (treeProcessorSeconds(process.pid) ?? 0) - before;
    const pairs = (await pairsInGroups(engine)).length;
    const passages = passagesOf(copy);
    const startedAt = performance.now();
    const minHashBefore = treeProcessorSeconds(process.pid) ?? 0;
    const similar = similarByMinHash(passages, LEAST_WORDS).length;
    const minHashSeconds = rounded((performance.now() - startedAt) / 1000);
    return {
      passages: passages.length,
      seconds: rounded(seconds),
      processorSeconds: rounded(processorSeconds),
      processorSecondsPer100k: rounded((100_000 * processorSeconds) / passages.length),
      peakMegabytes,
      pairsInGroups: pairs,
      minHashSeconds,
      minHashProcessorSeconds: rounded((treeProcessorSeconds(process.pid) ?? 0) - minHashBefore),
      minHashPairs: similar,
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
