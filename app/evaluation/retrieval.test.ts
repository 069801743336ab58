import { describe, expect, it } from 'vitest';
import { evaluateRetrieval } from './retrieval.ts';
import { type Encode, evaluateSts } from './sts.ts';

/** Unit vectors in the plane: a text is its angle in degrees. */
const byAngle: Encode = async (texts) =>
  Float32Array.from(
    texts.flatMap((text) => [
      Math.cos((Number(text) * Math.PI) / 180),
      Math.sin((Number(text) * Math.PI) / 180),
    ]),
  );

const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('retrieval with one right passage per query', () => {
  const passages = lines([0, 10, 20, 30].map((angle) => ({ id: `p${angle}`, text: `${angle}` })));

  it('scores a perfect ranking with 1 throughout', async () => {
    const queries = lines([
      { query: '1', positive_id: 'p0' },
      { query: '29', positive_id: 'p30' },
    ]);
    expect(await evaluateRetrieval(passages, queries, byAngle)).toEqual({
      recallAt10: 1,
      mrrAt10: 1,
      ndcgAt10: 1,
      n: 2,
    });
  });

  it('gives a right passage on rank 2 half a reciprocal rank', async () => {
    const score = await evaluateRetrieval(passages, lines([{ query: '4', positive_id: 'p10' }]), byAngle);
    expect(score).toEqual({ recallAt10: 1, mrrAt10: 0.5, ndcgAt10: 1 / Math.log2(3), n: 1 });
  });

  it.each(['', '{"id":1}', 'no json'])('refuses %j with a code', async (bad) => {
    await expect(evaluateRetrieval(bad, bad, byAngle)).rejects.toMatchObject({ code: 'evaluation.bad-file' });
  });
});

describe('semantic textual similarity', () => {
  it('is 1 when cosines rise with the scores', async () => {
    const score = await evaluateSts('5\t0\t1\n3\t0\t20\n1\t0\t80\n', byAngle);
    expect(score).toMatchObject({ spearman: 1, n: 3 });
  });

  it('refuses lines without a score', async () => {
    await expect(evaluateSts('a\tb\tc\n', byAngle)).rejects.toMatchObject({ code: 'evaluation.bad-file' });
  });
});
