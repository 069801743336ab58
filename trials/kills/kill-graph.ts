import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { randomNumbers } from '../../app/near-duplicates/random-texts.ts';
import { clusteredVectors, rowsOf } from '../../app/vector-index/clustered-vectors.ts';
import { checkGraphCache, VectorIndex } from '../../app/vector-index/index.ts';
import type { KillOutcome } from './kill-library.ts';

export const GRAPH_IDENTITY = { modelId: 'tried', unit: 'sentence', dimensions: 32 };
/** Vectors added before each save. */
export const STEP = 150;
const LONGEST_MS = 2_500;
const NEIGHBOURS = 10;
const ENTRY = fileURLToPath(new URL('./graph-process.ts', import.meta.url));

/** Kills a process that builds and saves graphs so many times; after each kill the files must be whole or absent. */
export async function* killGraphs(kills: number, seed: number): AsyncGenerator<KillOutcome> {
  const below = randomNumbers(seed);
  const dir = mkdtempSync(join(tmpdir(), 'semblance-kill-graph-'));
  try {
    for (let kill = 0; kill < kills; kill++) {
      const child = fork(ENTRY, [dir], { stdio: 'ignore' });
      const gone = once(child, 'exit');
      await untilSaved(dir, child.exitCode);
      await delay(below(LONGEST_MS));
      child.kill('SIGKILL');
      await gone;
      yield { phase: 'building graphs', underWay: true, findings: await examineGraph(dir) };
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function untilSaved(dir: string, exitCode: number | null): Promise<void> {
  while (exitCode === null && !existsSync(join(dir, `${GRAPH_IDENTITY.unit}.json`))) await delay(20);
}

async function examineGraph(dir: string): Promise<string[]> {
  const found = await checkGraphCache(dir, GRAPH_IDENTITY);
  if (found.state !== 'good') return [found.state === 'bad' ? found.problem : 'the saved graph is gone'];
  const { modelId, unit, dimensions: width } = GRAPH_IDENTITY;
  const vectors = clusteredVectors({ width });
  const rows = rowsOf(vectors, found.header.count);
  const exact = await VectorIndex.open({ modelId, unit, width });
  const graph = await VectorIndex.open({ modelId, unit, width, graphFrom: STEP });
  exact.add(rows);
  graph.add(rows);
  const { outcome } = await graph.load(dir);
  if (outcome !== 'loaded') return [`the saved graph is not taken up: ${outcome}`];
  while (graph.work(50));
  const query = vectors.next().value;
  const [wanted, answered] = [exact, graph].map((index) => index.search(query, NEIGHBOURS).ids);
  const found10 = wanted?.filter((id) => answered?.includes(id)).length ?? 0;
  return found10 >= NEIGHBOURS - 2 ? [] : [`the saved graph finds ${found10} of ${NEIGHBOURS}`];
}
