import { CORPUS_SIZES, type CorpusSize } from '../corpora/corpus.ts';
import { Missing } from '../harness/bench-folder.ts';
import { type PreparedLibrary, preparedLibrary } from './prepared-library.ts';

/** Sizes named in an argument (`10k,100k`), or all. */
export function sizesOf(argument: string | undefined): CorpusSize[] {
  const all = Object.keys(CORPUS_SIZES) as CorpusSize[];
  if (argument === undefined || argument === 'all') return all;
  const named = argument.split(',');
  const unknown = named.find((name) => !all.includes(name as CorpusSize));
  if (unknown !== undefined) throw new Missing(`${unknown} is no size; there are ${all.join(', ')}.`);
  return all.filter((size) => named.includes(size));
}

/**
 * Runs a measurement on every prepared library of these sizes.
 * @param missing  hears of those that are not prepared.
 */
export async function onEachSize<Result>(
  sizes: readonly CorpusSize[],
  missing: string[],
  measure: (library: PreparedLibrary) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const size of sizes) {
    try {
      const library = await preparedLibrary(size);
      console.error(`${library.corpus.sentences} sentences`);
      results.push(await measure(library));
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      missing.push(error.message);
    }
  }
  return results;
}
