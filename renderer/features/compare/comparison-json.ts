import type { ComparedToken } from '../../../app/contracts/compare.ts';
import type { CompareAnswer } from '../../state/compare-session.ts';

/** A comparison to take elsewhere: the texts, how it was made, and the figures under the names of the command line. */
export function comparisonJson({ a, b, chosen }: CompareAnswer): string {
  const { settings, cosine, percentile, verdict, unrelated, perLayer, tokens, contributions, overlap } =
    chosen;
  const texts = (side: readonly ComparedToken[]) => side.map(({ text }) => text);
  const figures = {
    a,
    b,
    settings,
    cosine,
    percentile,
    verdict,
    unrelated,
    overlap,
    perLayer,
    tokens: { a: texts(tokens.a), b: texts(tokens.b), similarity: tokens.similarity },
    contributions,
  };
  return `${JSON.stringify(figures, null, 2)}\n`;
}
