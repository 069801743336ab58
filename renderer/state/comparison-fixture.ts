import type { CompareChoices, CompareRequest, Comparison } from '../../app/contracts/compare.ts';

export const FOUR_LAYERS: CompareChoices = {
  layers: 4,
  firstBidirectionalLayer: 2,
  exitLayers: [1, 2, 3, 4],
  dimensions: [64, 384],
};

/** For tests: an answer in the form that the engine gives, with tokens at spaces and figures made up. */
export function comparisonOf(
  { a, b, ...wanted }: CompareRequest,
  part: Partial<Comparison> = {},
): Comparison {
  const tokens = { a: tokensOf(a), b: tokensOf(b) };
  const own = Object.keys(wanted).length === 0;
  return {
    cosine: 0.5,
    percentile: own ? 99 : null,
    verdict: 'close',
    unrelated: 0.01,
    settings: {
      firstBidirectionalLayer: wanted.firstBidirectionalLayer ?? 2,
      exitLayer: wanted.exitLayer ?? 4,
      dimensions: wanted.dimensions ?? 384,
      own,
    },
    perLayer: [0.3, 0.4, 0.45, 0.48, 0.5],
    tokens: {
      ...tokens,
      similarity: tokens.a.map((x) => tokens.b.map((y) => (x.text === y.text ? 1 : 0.25))),
    },
    contributions: {
      a: tokens.a.map(() => 0.5 / tokens.a.length),
      b: tokens.b.map(() => 0.5 / tokens.b.length),
    },
    overlap: { shared: [], jaccard: 0 },
    truncated: { a: false, b: false },
    notes: [],
    tookMs: 3,
    ...part,
  };
}

function tokensOf(text: string) {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    span: { start: index, end: index + word.length },
  }));
}
