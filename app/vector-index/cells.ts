import { dequantise, type QuantisedVector, quantise } from './quantise.ts';
import { RowScan } from './row-scan.ts';
import type { VectorRows } from './vector-set.ts';

const SAMPLES_PER_CELL = 32;
const ROUNDS = 4;
/** Some ten milliseconds of work, with a few hundred cells. */
export const ROWS_PER_PIECE = 2_000;

/** Vectors sorted into cells: each belongs to the centre that it is nearest to. */
export interface Cells {
  readonly centres: RowScan;
  /** The cell of each row. */
  readonly cellOf: Uint32Array;
}

/**
 * Spherical k-means (Dhillon and Modha, Machine Learning 42, 2001) on an even sample of the rows, a few rounds: cells
 * need to be small and near, not optimal. The same rows in the same order make the same cells. Done in pieces, between
 * which the caller may see to other things.
 * @param count  of cells; at most as many as rows.
 */
export function* sortIntoCells(rows: VectorRows, width: number, count: number): Generator<void, Cells> {
  const samples = spread(rows.ids.length, count * SAMPLES_PER_CELL).map((row) => rowAt(rows, width, row));
  let centres = scanOf(
    spread(samples.length, count).map((at) => dequantise(samples[at]!)),
    width,
  );
  for (let round = 0; round < ROUNDS; round++) {
    centres = scanOf(yield* meansOf(samples, centres, width), width);
  }
  const cellOf = new Uint32Array(rows.ids.length);
  for (let row = 0; row < cellOf.length; row++) {
    cellOf[row] = centres.best(rowAt(rows, width, row), 1)[0]!.row;
    if (row % ROWS_PER_PIECE === 0) yield;
  }
  return { centres, cellOf };
}

/** The mean of each centre's samples; of one without any, itself. */
function* meansOf(
  samples: readonly QuantisedVector[],
  centres: RowScan,
  width: number,
): Generator<void, Float32Array[]> {
  const sums = Array.from({ length: centres.size }, () => new Float32Array(width));
  const counts = new Uint32Array(centres.size);
  for (const [at, sample] of samples.entries()) {
    const cell = centres.best(sample, 1)[0]!.row;
    const sum = sums[cell]!;
    counts[cell]!++;
    for (let i = 0; i < width; i++) sum[i]! += sample.scale * sample.data[i]!;
    if (at % ROWS_PER_PIECE === 0) yield;
  }
  return sums.map((sum, cell) => (counts[cell]! > 0 ? unit(sum) : dequantise(centres.row(cell))));
}

function scanOf(vectors: readonly Float32Array[], width: number): RowScan {
  const scan = new RowScan(width);
  for (const vector of vectors) scan.append(quantise(vector));
  return scan;
}

/** The row with that number. */
export function rowAt({ data, scales }: VectorRows, width: number, row: number): QuantisedVector {
  return { scale: scales[row]!, data: data.subarray(row * width, (row + 1) * width) };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** Up to `count` whole numbers below `total`, evenly spread. */
function spread(total: number, count: number): number[] {
  const size = Math.min(total, count);
  return Array.from({ length: size }, (_, i) => Math.floor((i * total) / size));
}
