import { spearman } from './correlation.ts';
import { readStsRows, type StsRow } from './sts.ts';

/** How well a layer tells similar sentences from others. */
export interface LayerScore {
  /** 1 … L */
  readonly layer: number;
  /** Spearman of the cosine of last-token vectors with the scores of people; null where all pairs are alike. */
  readonly spearmanLast: number | null;
  readonly spearmanMean: number | null;
}

export interface TurningPoint {
  readonly layers: readonly LayerScore[];
  /** The layer, 1 … L, after which sentence similarity falls; L where it never does. */
  readonly turningPoint: number;
}

/**
 * Cosines of pairs of sentences in the causal model, by pooling and layer.
 * @returns one list for each layer 1 … L, in the order of the pairs.
 */
export type LayerCosines = (
  pairs: readonly StsRow[],
) => Promise<{ readonly last: readonly Float64Array[]; readonly mean: readonly Float64Array[] }>;

/**
 * The turning-point experiment of DeeLM (METHODS A3, D3): how sentence similarity rises and falls over the layers of a
 * decoder. Layers from the turning point on gain least from staying causal, so k = t is a good first choice.
 * @param tsv  as evaluateSts.
 * @throws DomainError `evaluation.bad-file`
 */
export async function findTurningPoint(tsv: string, cosinesOf: LayerCosines): Promise<TurningPoint> {
  const rows = readStsRows(tsv);
  const scores = rows.map(({ score }) => score);
  const { last, mean } = await cosinesOf(rows);
  const layers = last.map((cosines, index) => ({
    layer: index + 1,
    spearmanLast: score(scores, cosines),
    spearmanMean: score(scores, mean[index]!),
  }));
  return { layers, turningPoint: highestSmoothed(layers.map(({ spearmanLast }) => spearmanLast)) };
}

/**
 * Where the mean of three neighbours is highest, counted from 1; the first such place. At the ends there are two, and
 * places without a value are passed over.
 */
export function highestSmoothed(curve: readonly (number | null)[]): number {
  const smoothed = curve.map((value, index) => {
    if (value === null) return -Infinity;
    const around = curve.slice(Math.max(0, index - 1), index + 2).filter((neighbour) => neighbour !== null);
    return around.reduce((sum, neighbour) => sum + neighbour, 0) / around.length;
  });
  return smoothed.indexOf(Math.max(...smoothed)) + 1;
}

function score(scores: readonly number[], cosines: Float64Array): number | null {
  const correlation = spearman(scores, cosines);
  return Number.isFinite(correlation) ? correlation : null;
}
