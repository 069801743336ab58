import { silentLogger } from '../../app/base/logger.ts';
import { type SearchMode, SearchRequest } from '../../app/contracts/search.ts';
import { EncoderClient } from '../../app/engine/encoder-client.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { findModel } from '../../app/engine/model-store.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import type { Report, Row } from '../harness/report.ts';
import { quantile, rounded } from '../harness/statistics.ts';
import { benchQueries } from '../library/bench-queries.ts';
import { openLibrary, type PreparedLibrary } from '../library/prepared-library.ts';
import { onEachSize, sizesOf } from '../library/prepared-sizes.ts';
import { settled } from '../library/settled-engine.ts';

const QUERIES = 150;
const WARM_UP = 20;
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
  const stages = new Map<string, number[]>([...MODES, 'encoding'].map((stage) => [stage, []]));
  for (const [at, query] of queries.entries()) {
    for (const mode of MODES) record(stages, mode, at, await timed(() => search(engine, query, mode)));
    record(stages, 'encoding', at, await timed(() => encoder.encodeQuery(query)));
  }
  return [...stages].map(([stage, times]) => ({
    sentences: corpus.sentences,
    vectorStage,
    stage,
    p05Ms: rounded(quantile(times, 0.05)),
    p50Ms: rounded(quantile(times, 0.5)),
    p95Ms: rounded(quantile(times, 0.95)),
  }));
}

/** Characters that are operators of the query language are left out of the sentences. */
function search(engine: Engine, query: string, mode: SearchMode) {
  return engine.search(SearchRequest.parse({ query: query.replace(/["\-:]/g, ' '), mode }));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function record(stages: Map<string, number[]>, stage: string, at: number, time: number): void {
  if (at >= WARM_UP) stages.get(stage)!.push(time);
}
