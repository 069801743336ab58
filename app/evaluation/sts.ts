import { DomainError } from '../base/domain-error.ts';
import { pearson, spearman } from './correlation.ts';

/** Encodes texts to unit vectors, row-major, n × width. */
export type Encode = (texts: readonly string[], kind: 'query' | 'passage') => Promise<Float32Array>;

export interface StsScore {
  readonly spearman: number;
  readonly pearson: number;
  readonly n: number;
}

/**
 * Semantic textual similarity: correlation of the cosine of two sentences with the score that people gave the pair.
 * @param tsv  lines of score, sentence a, sentence b; further columns are ignored.
 * @throws DomainError `evaluation.bad-file`
 */
export async function evaluateSts(tsv: string, encode: Encode): Promise<StsScore> {
  const rows = readStsRows(tsv);
  const first = await encode(
    rows.map((row) => row.a),
    'passage',
  );
  const second = await encode(
    rows.map((row) => row.b),
    'passage',
  );
  const width = first.length / rows.length;
  const cosines = rows.map((_, row) => dotRows(first, second, row * width, row * width, width));
  const scores = rows.map((row) => row.score);
  return { spearman: spearman(scores, cosines), pearson: pearson(scores, cosines), n: rows.length };
}

/** Two sentences and how alike people found them. */
export interface StsRow {
  readonly score: number;
  readonly a: string;
  readonly b: string;
}

/** @throws DomainError `evaluation.bad-file` */
export function readStsRows(tsv: string): StsRow[] {
  const rows = tsv
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const [score, a, b] = line.split('\t');
      if (!score || !a?.trim() || !b?.trim() || !Number.isFinite(Number(score)))
        throw badFile(`line ${index + 1}`);
      return { score: Number(score), a, b };
    });
  if (rows.length < 2) throw badFile('fewer than two lines');
  return rows;
}

function badFile(where: string): DomainError {
  return new DomainError('evaluation.bad-file', {
    message: `The file holds no rows of score, sentence and sentence, separated by tabs (${where}).`,
    nextStep: 'Give a file whose lines read: 4.2<tab>first sentence<tab>second sentence.',
  });
}

/** Dot product of one row of `a` with one row of `b`, by their start offsets. */
export function dotRows(
  a: Float32Array,
  b: Float32Array,
  startA: number,
  startB: number,
  width: number,
): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (a[startA + i] as number) * (b[startB + i] as number);
  return sum;
}
