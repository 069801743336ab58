import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SearchRequest } from '../../../app/contracts/search.ts';
import type { Engine } from '../../../app/engine/engine.ts';
import { Missing } from '../../harness/bench-folder.ts';
import { quantile, rounded } from '../../harness/statistics.ts';
import { openLibrary } from '../../library/prepared-library.ts';
import { type EncodedPassage, encodingAlone, passagesIn } from './encoding-alone.ts';

const QUERIES = 300;
const WARM_UP = 20;

/**
 * Indexes a folder and searches it: how much longer indexing takes than encoding its texts alone (the budget is 1.15),
 * and what a query costs end to end in the engine.
 */
export async function benchLibrary([folder]: readonly string[]): Promise<Record<string, number>> {
  if (folder === undefined) throw new Missing('Which folder? npm run bench -- library <folder>');
  const libraryDir = mkdtempSync(join(tmpdir(), 'semblance-bench-'));
  try {
    await using engine = await openLibrary(libraryDir);
    const report = await engine.index([resolve(folder)], new AbortController().signal);
    const texts = passagesIn(libraryDir);
    const encodeSeconds = await encodingAlone(texts);
    const queries = await searchTimes(engine, texts);
    return {
      documents: report.documents,
      passages: report.passages,
      sentences: report.sentences,
      tokensPerSecond: report.tokensPerSecond,
      indexSeconds: rounded(report.seconds),
      encodeSeconds: rounded(encodeSeconds),
      indexToEncode: rounded(report.seconds / encodeSeconds),
      queryP50Ms: rounded(quantile(queries, 0.5)),
      queryP95Ms: rounded(quantile(queries, 0.95)),
      engineMegabytes: Math.round(process.memoryUsage().rss / 2 ** 20),
    };
  } finally {
    rmSync(libraryDir, { recursive: true, force: true });
  }
}

async function searchTimes(engine: Engine, texts: readonly EncodedPassage[]): Promise<number[]> {
  const sentences = texts
    .flatMap((text) => text.sentences)
    .filter((sentence) => sentence.split(' ').length > 4);
  const step = Math.max(1, Math.floor(sentences.length / QUERIES));
  const times: number[] = [];
  for (let i = 0; i < sentences.length; i += step) {
    const query = (sentences[i] as string).replace(/["-]/g, ' ').split(/\s+/).slice(0, 6).join(' ');
    times.push((await engine.search(SearchRequest.parse({ query }))).tookMs);
  }
  return times.slice(WARM_UP);
}
