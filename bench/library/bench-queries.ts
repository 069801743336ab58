import { heldOutSentences } from '../corpora/corpus.ts';

/** Words of a short query. */
const SHORT_WORDS = 6;

/** Queries on what no library holds word by word: every other one a whole sentence, the others a few words of one. */
export async function benchQueries(count: number): Promise<string[]> {
  const sentences = await heldOutSentences();
  if (sentences.length < count)
    throw new Error(`There are ${sentences.length} queries, fewer than ${count}.`);
  return sentences
    .slice(0, count)
    .map((sentence, at) => (at % 2 === 0 ? sentence : sentence.split(/\s+/).slice(0, SHORT_WORDS).join(' ')));
}
