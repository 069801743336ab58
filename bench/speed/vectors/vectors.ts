import { CORPUS_SIZES } from '../../corpora/corpus.ts';
import type { Chart } from '../../harness/chart.ts';
import type { Report, Row } from '../../harness/report.ts';
import { median, quantile, rounded } from '../../harness/statistics.ts';
import { benchQueries } from '../../library/bench-queries.ts';
import { sizesOf } from '../../library/prepared-sizes.ts';
import { encodedSentences, queryVectors, type VectorTable } from '../../library/sentence-vectors.ts';
import { StoreClient } from './store-client.ts';
import type { BuiltStore, SearchedQueries } from './store-process.ts';
import { VECTOR_STORES, type VectorStoreName } from './stores.ts';
import { recallOf, trueNeighbours } from './true-neighbours.ts';

const QUERIES = 200;
/** Queries that a store answers before the next has its turn. */
const TURN_QUERIES = 50;
const K = 10;
/** Some sentences of a corpus repeat others, and vectors are of distinct ones. */
const LEAST_SHARE = 0.9;
/** What the engine asks its sentence vectors for, of which ten or so come to be seen. */
const ENGINE_K = 150;
const WARM_UP_QUERIES = 20;

interface StoreFigures extends Row {
  readonly vectors: number;
  readonly store: VectorStoreName;
  /** Neighbours asked for; recall is always that of the first ten. */
  readonly k: number;
  readonly buildSeconds: number;
  readonly megabytes: number | null;
  readonly diskMegabytes: number;
  /** Hardly disturbed by what else the machine did. */
  readonly p05Ms: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Against exact search over float32 vectors. */
  readonly recallAt10: number;
  /** Against exact search over the vectors as we store them. */
  readonly recallOfStored: number | null;
}

/**
 * Nearest sentences, ours and others, over the vectors of real sentences and for queries that are none of them: time and
 * memory to build, disk, milliseconds of a search, recall.
 * @param args  sizes (`10k,100k`; all that are encoded if left out), and names of stores (all, if left out).
 */
export async function benchVectors([sizes, names]: readonly string[]): Promise<Report> {
  const chosen = (names?.split(',') ?? Object.keys(VECTOR_STORES)) as VectorStoreName[];
  const queries = await queryVectors(await benchQueries(QUERIES));
  const missing: string[] = [];
  const rows: StoreFigures[] = [];
  const encoded = await encodedSentences();
  for (const size of sizesOf(sizes)) {
    const count = Math.min(CORPUS_SIZES[size], encoded);
    if (count < LEAST_SHARE * CORPUS_SIZES[size])
      missing.push(`${size}: ${encoded} sentences are encoded (npm run bench -- prepare ${size})`);
    else rows.push(...(await compareStores(chosen, queries, count, missing)));
    console.table(rows);
  }
  return { tables: { vectors: rows }, charts: growth(rows), missing };
}

async function compareStores(
  names: readonly VectorStoreName[],
  queries: VectorTable,
  count: number,
  missing: string[],
): Promise<StoreFigures[]> {
  using stack = new DisposableStack();
  const built = new Map<StoreClient, BuiltStore>();
  for (const name of names) {
    console.error(`${count} vectors: ${name} is built`);
    const store = stack.use(new StoreClient(name));
    try {
      built.set(store, await store.build(count));
    } catch (error) {
      missing.push(`${name}, ${count} vectors: ${(error as Error).message}`);
    }
  }
  const truth = await trueNeighbours(queries, count, K);
  const searched = await searchInTurns([...built.keys()].flatMap(searchesOf), queries);
  const stored = searched.find(({ search }) => search.store.name === 'ours-exact')?.ids ?? null;
  return searched.map(({ search: { store, k }, ids, milliseconds }) => {
    const { seconds, megabytes, diskMegabytes } = built.get(store)!;
    return {
      vectors: count,
      store: store.name,
      k,
      buildSeconds: rounded(seconds),
      megabytes,
      diskMegabytes,
      p05Ms: rounded(quantile(milliseconds, 0.05)),
      p50Ms: rounded(median(milliseconds)),
      p95Ms: rounded(quantile(milliseconds, 0.95)),
      recallAt10: rounded(recallOf(firstTen(ids), truth)),
      recallOfStored:
        stored && store.name.startsWith('ours') ? rounded(recallOf(firstTen(ids), firstTen(stored))) : null,
    };
  });
}

interface Search {
  readonly store: StoreClient;
  readonly k: number;
}

/** Ours are asked as the engine asks them, too. */
function searchesOf(store: StoreClient): Search[] {
  return (store.name.startsWith('ours') ? [K, ENGINE_K] : [K]).map((k) => ({ store, k }));
}

function firstTen(ids: readonly number[][]): number[][] {
  return ids.map((found) => found.slice(0, K));
}

/** All queries through every store, some at a time, so that the load of the machine falls on all of them. */
async function searchInTurns(
  searches: readonly Search[],
  queries: VectorTable,
): Promise<(SearchedQueries & { search: Search })[]> {
  const found = searches.map((search) => ({ search, ids: [] as number[][], milliseconds: [] as number[] }));
  for (const { store, k } of searches) await store.search(part(queries, 0, WARM_UP_QUERIES), k);
  for (let first = 0; first < queries.count; first += TURN_QUERIES) {
    for (const { search, ids, milliseconds } of found) {
      const answers = await search.store.search(part(queries, first, TURN_QUERIES), search.k);
      ids.push(...answers.ids);
      milliseconds.push(...answers.milliseconds);
    }
  }
  return found;
}

function part({ count, width, values }: VectorTable, first: number, rows: number): VectorTable {
  const end = Math.min(count, first + rows);
  return { count: end - first, width, values: values.slice(first * width, end * width) };
}

function growth(all: readonly StoreFigures[]): Record<string, Chart> {
  const rows = all.filter(({ k }) => k === K);
  const chart = (title: string, yLabel: string, value: (row: StoreFigures) => number): Chart => ({
    title,
    xLabel: 'sentence vectors',
    yLabel,
    series: [...Map.groupBy(rows, ({ store }) => store)].map(([name, points]) => ({
      name,
      points: points.filter((row) => value(row) > 0).map((row) => [row.vectors, value(row)]),
    })),
  });
  return {
    search: chart('Median of a search for ten neighbours', 'milliseconds', ({ p50Ms }) => p50Ms),
    build: chart('Building', 'seconds', ({ buildSeconds }) => buildSeconds),
    memory: chart('Memory', 'megabytes', ({ megabytes }) => megabytes ?? 0),
  };
}
