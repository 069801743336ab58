import { readFileSync } from 'node:fs';
import { silentLogger } from '../../app/base/logger.ts';
import { verdictOf } from '../../app/compare/verdict.ts';
import { VERDICT_STARTS } from '../../app/contracts/compare.ts';
import { EncoderClient } from '../../app/engine/encoder-client.ts';
import { findModel } from '../../app/engine/model-store.ts';
import { dotRows, readStsRows } from '../../app/evaluation/sts.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import { Missing } from '../harness/bench-folder.ts';

/** Scores from 0 to 5 from which people's words for a pair are at least these. */
const JUDGED = { related: 1, close: 2.5, same: 3.5 };
/** Of the pairs that are called the same, this share must have been judged so: the one claim that hurts when wrong. */
const SAME_PRECISION = 0.8;
const STEP = 0.01;

/** A pair: what people gave it, 0 to 5, and its cosine between that of unrelated sentences (0) and 1. */
interface Judged {
  readonly score: number;
  readonly placed: number;
}

/**
 * Where the words of the verdict should begin for a model, by pairs that people judged, and how right they are where
 * they begin now.
 * @param args  a file of pairs (see evaluateSts), scores from 0 to 5; a model, `default` if left out.
 */
export async function benchVerdict([file, model = 'default']: readonly string[]): Promise<
  Record<string, number>
> {
  if (file === undefined) throw new Missing('Which pairs? npm run bench -- verdict <file.tsv> [model]');
  const { pairs, unrelated } = await judgedPairs(file, model);
  const shareOf = (word: string, judged: (score: number) => boolean) => {
    const called = pairs.filter(({ placed }) => verdictOf(placed, 0) === word);
    return called.filter(({ score }) => judged(score)).length / called.length;
  };
  const figures = {
    pairs: pairs.length,
    unrelatedCosine: unrelated,
    bestRelated: bestSeparation(pairs, JUDGED.related),
    bestClose: bestSeparation(pairs, JUDGED.close),
    bestSame: leastPrecise(pairs, JUDGED.same),
    ...Object.fromEntries(VERDICT_STARTS.map(([word, start]) => [`now_${word}`, start])),
    sameJudgedSame: shareOf('same', (score) => score >= JUDGED.same),
    closeJudgedCloseOrSame: shareOf('close', (score) => score >= JUDGED.close),
    relatedJudgedRelatedOrMore: shareOf('related', (score) => score >= JUDGED.related),
    unrelatedJudgedUnrelated: shareOf('unrelated', (score) => score < JUDGED.related),
    unrelatedJudgedClose: shareOf('unrelated', (score) => score >= JUDGED.close),
  };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
}

async function judgedPairs(file: string, model: string): Promise<{ pairs: Judged[]; unrelated: number }> {
  const rows = readStsRows(readFileSync(file, 'utf8'));
  const { dir } = await findModel(model);
  using encoder = new EncoderClient(dir, childProcessSpawner(silentLogger), silentLogger);
  const { unrelated } = await encoder.compare({ a: rows[0]!.a, b: rows[0]!.b }, null);
  const texts = rows.flatMap(({ a, b }) => [a, b]);
  const { vectors } = await encoder.encodeExactly(texts, 'passage');
  const width = vectors.length / texts.length;
  const pairs = rows.map(({ score }, row) => {
    const cosine = dotRows(vectors, vectors, 2 * row * width, (2 * row + 1) * width, width);
    return { score, placed: (cosine - unrelated) / (1 - unrelated) };
  });
  return { pairs, unrelated };
}

/** The start that best separates pairs judged at `level` or above from the others (balanced accuracy). */
function bestSeparation(pairs: readonly Judged[], level: number): number {
  const [above, below] = [
    pairs.filter(({ score }) => score >= level),
    pairs.filter(({ score }) => score < level),
  ];
  const accuracy = (start: number) => share(above, start) + 1 - share(below, start);
  return starts().reduce((best, start) => (accuracy(start) > accuracy(best) ? start : best));
}

/** The lowest start from which on at least SAME_PRECISION of the pairs were judged at `level` or above. */
function leastPrecise(pairs: readonly Judged[], level: number): number {
  const precision = (start: number) => {
    const reached = pairs.filter(({ placed }) => placed >= start);
    return reached.filter(({ score }) => score >= level).length / reached.length;
  };
  return starts().find((start) => precision(start) >= SAME_PRECISION) ?? 1;
}

function share(pairs: readonly Judged[], start: number): number {
  return pairs.filter(({ placed }) => placed >= start).length / pairs.length;
}

function starts(): number[] {
  return Array.from({ length: Math.round(1 / STEP) }, (_, i) => i * STEP);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
