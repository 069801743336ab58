import { VectorIndex } from '../../../app/vector-index/index.ts';
import { dequantise, quantise } from '../../../app/vector-index/quantise.ts';
import { CORPUS_SIZES } from '../../corpora/corpus.ts';
import type { Report, Row } from '../../harness/report.ts';
import { quantile, rounded } from '../../harness/statistics.ts';
import { benchQueries } from '../../library/bench-queries.ts';
import { sizesOf } from '../../library/prepared-sizes.ts';
import {
  encodedSentences,
  queryVectors,
  sentenceVectors,
  type VectorTable,
} from '../../library/sentence-vectors.ts';
import { storageRows } from './our-stores.ts';
import { recallOf, trueNeighbours } from './true-neighbours.ts';

const QUERIES = 200;
/** Neighbours by which recall is measured, and as many as the engine asks its sentences for. */
const NEIGHBOURS = [10, 150];
const COSINE_SENTENCES = 2_000;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * What is lost by keeping vectors in int8, and by letting codes of one bit per component choose: against exact search
 * over the same vectors in float32, for queries that are whole sentences and for short ones.
 * @param args  sizes (all that are encoded if left out).
 */
export async function benchPrecision([sizes]: readonly string[]): Promise<Report> {
  const missing: string[] = [];
  const queries = await queryVectors(await benchQueries(QUERIES));
  const rows: Row[] = [];
  const encoded = await encodedSentences();
  for (const size of sizesOf(sizes)) {
    const count = Math.min(encoded, CORPUS_SIZES[size]);
    if (count < 0.9 * CORPUS_SIZES[size]) missing.push(`${size}: only ${encoded} sentences are encoded`);
    else rows.push(...(await lossOf(queries, count)));
  }
  return { tables: { recall: rows, cosines: [await cosineErrors(queries)] }, missing };
}

async function lossOf(queries: VectorTable, count: number): Promise<Row[]> {
  const most = Math.max(...NEIGHBOURS);
  const truth = await trueNeighbours(queries, count, most);
  const exact = await filledIndex(queries.width, count, NEVER);
  const codes = await filledIndex(queries.width, count, 1);
  while (codes.work(1_000));
  const trial = codes.status().verdict;
  const rows: Row[] = [];
  for (const k of NEIGHBOURS) {
    const found = { int8: nearest(exact, queries, k), codes: nearest(codes, queries, k) };
    for (const [stored, ids] of Object.entries(found)) {
      const recall = (from: number) => {
        const every = (_: unknown, query: number) => query % 2 === from;
        return rounded(recallOf(firstTen(ids).filter(every), firstTen(truth).filter(every)));
      };
      rows.push({
        vectors: count,
        stored:
          stored === 'int8'
            ? 'int8, all scanned'
            : `int8, chosen by signs (breadth ${trial?.breadth ?? 'none'})`,
        neighboursAskedFor: k,
        recallAt10: rounded(recallOf(firstTen(ids), firstTen(truth))),
        ofSentences: recall(0),
        ofShortQueries: recall(1),
        trialSaid: stored === 'int8' ? null : (trial?.recall ?? null),
      });
    }
  }
  return rows;
}

async function filledIndex(width: number, count: number, codesFrom: number): Promise<VectorIndex> {
  const index = await VectorIndex.open({
    modelId: 'bench',
    unit: 'sentence',
    width,
    codesFrom,
    graphFrom: NEVER,
  });
  for await (const block of sentenceVectors(count)) index.add(storageRows(block));
  return index;
}

function nearest(index: VectorIndex, { count, width, values }: VectorTable, k: number): number[][] {
  return Array.from({ length: count }, (_, query) =>
    index.search(values.slice(query * width, (query + 1) * width), k).ids.map((id) => id - 1),
  );
}

function firstTen(ids: readonly number[][]): number[][] {
  return ids.map((found) => found.slice(0, 10));
}

/** By how much cosines of queries and stored sentences differ from those in float32. */
async function cosineErrors({ count, width, values }: VectorTable): Promise<Row> {
  const { value: block } = await sentenceVectors(COSINE_SENTENCES).next();
  const errors: number[] = [];
  for (let row = 0; row < block!.count; row++) {
    const vector = block!.values.subarray(row * width, (row + 1) * width);
    const stored = dequantise(quantise(vector));
    for (let query = 0; query < count; query += 10) {
      const asked = values.subarray(query * width, (query + 1) * width);
      errors.push(Math.abs(dot(asked, vector) - dot(asked, stored)));
    }
  }
  return {
    pairs: errors.length,
    medianError: rounded(quantile(errors, 0.5)),
    p99Error: rounded(quantile(errors, 0.99)),
    largestError: rounded(quantile(errors, 1)),
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
