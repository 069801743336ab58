import { silentLogger } from '../../app/base/logger.ts';
import { type SearchMode, SearchRequest } from '../../app/contracts/search.ts';
import { EncoderClient } from '../../app/engine/encoder-client.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { findModel } from '../../app/engine/model-store.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import { treeProcessorSeconds } from '../harness/process-tree.ts';
import type { Report, Row } from '../harness/report.ts';
import { quantile, rounded } from '../harness/statistics.ts';
import { benchQueries } from '../library/bench-queries.ts';
import { openLibrary, type PreparedLibrary } from '../library/prepared-library.ts';
import { onEachSize, sizesOf } from '../library/prepared-sizes.ts';
import { settled } from '../library/settled-engine.ts';

const QUERIES = 150;
const WARM_UP = 20;
/** Queries in one mode before the next has its turn. */
const TURN_QUERIES = 25;
const MODES: readonly SearchMode[] = ['hybrid', 'meaning', 'words'];

/**
 * A query end to end in the engine, as it is asked for hits on a page: each mode, and the encoding of the query alone.
 * @param args  sizes (all that are prepared if left out); minutes to wait for the graphs of a library.
 */
export async function benchQueriesOfLibraries([sizes, minutes = '5']: readonly string[]): Promise<Report> {
  const missing: string[] = [];
  const queries = await benchQueries(QUERIES + WARM_UP);
  const rows = await onEachSize(sizesOf(sizes), missing, (library) =>
    queriesOf(library, queries, Number(minutes)),
  );
  return {
    tables: { queries: rows.flat() },
    charts: {
      p95: {
        title: 'A query in the engine, 95th percentile',
        xLabel: 'sentences',
        yLabel: 'milliseconds',
        series: [...MODES, 'encoding'].map((stage) => ({
          name: stage,
          points: rows
            .flat()
            .flatMap((row) => (row.stage === stage ? [[row.sentences, row.p95Ms] as const] : [])),
        })),
      },
    },
    missing,
  };
}

interface StageFigures extends Row {
  readonly sentences: number;
  readonly vectorStage: string;
  readonly stage: string;
  /** Of all processes and threads, per query. */
  readonly processorMs: number;
  /** Hardly disturbed by what else the machine did. */
  readonly p05Ms: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

async function queriesOf(
  { dir, corpus }: PreparedLibrary,
  queries: readonly string[],
  minutes: number,
): Promise<StageFigures[]> {
  await using engine = await openLibrary(dir, { resident: true });
  const { vectorStage } = await settled(engine, minutes);
  const model = await findModel('default');
  using encoder = new EncoderClient(model.dir, childProcessSpawner(silentLogger), silentLogger);
  const stages: Record<string, (query: string) => Promise<unknown>> = {
    ...Object.fromEntries(MODES.map((mode) => [mode, (query: string) => search(engine, query, mode)])),
    encoding: (query) => encoder.encodeQuery(query),
  };
  const times = new Map(Object.keys(stages).map((stage) => [stage, new StageTimes()]));
  for (const stage of Object.values(stages))
    for (const query of queries.slice(0, WARM_UP)) await stage(query);
  for (let first = WARM_UP; first < queries.length; first += TURN_QUERIES)
    for (const [name, stage] of Object.entries(stages))
      await times.get(name)!.add(queries.slice(first, first + TURN_QUERIES), stage);
  return [...times].map(([stage, { milliseconds, processorSeconds }]) => ({
    sentences: corpus.sentences,
    vectorStage,
    stage,
    processorMs: rounded((1000 * processorSeconds) / milliseconds.length),
    p05Ms: rounded(quantile(milliseconds, 0.05)),
    p50Ms: rounded(quantile(milliseconds, 0.5)),
    p95Ms: rounded(quantile(milliseconds, 0.95)),
  }));
}

class StageTimes {
  readonly milliseconds: number[] = [];
  processorSeconds = 0;

  async add(queries: readonly string[], stage: (query: string) => Promise<unknown>): Promise<void> {
    const before = treeProcessorSeconds(process.pid) ?? 0;
    for (const query of queries) {
      const startedAt = performance.now();
      await stage(query);
      this.milliseconds.push(performance.now() - startedAt);
    }
    this.processorSeconds += (treeProcessorSeconds(process.pid) ?? 0) - before;
  }
}

/** Characters that are operators of the query language are left out of the sentences. */
function search(engine: Engine, query: string, mode: SearchMode) {
  return engine.search(SearchRequest.parse({ query: query.replace(/["\-:]/g, ' '), mode }));
}
