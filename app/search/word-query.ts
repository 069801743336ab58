import type { WordReader } from '../storage/read/words.ts';
import type { ParsedQuery } from './query-syntax.ts';

/** What the full-text index is asked. All are FTS5 expressions; null where there is nothing to ask. */
export interface WordQuery {
  /** Finds candidates: any of the telling words, and every condition. */
  readonly candidates: string | null;
  /** The words and phrases that tell which of a hit's sentences is meant. */
  readonly telling: string | null;
  /** Marks words in the hits: all of the query but those that stand in most passages. */
  readonly marking: string | null;
  /** Conditions that every hit satisfies. */
  readonly required: string | null;
  /** What no hit contains. */
  readonly excluded: string | null;
}

const COMMON_SHARE = 0.1;
const COMMON_AT_LEAST = 5;
const MOST_WORDS = 32;
/** Words of a larger share of passages ("the", "of") are not worth a mark, as long as others are there. */
const EVERYWHERE_SHARE = 0.5;

/**
 * Words that stand in more than a tenth of all passages do not drive the candidates, as long as rarer ones are there:
 * they would cost a scan of the library and tell nothing apart.
 * @param passages  number of passages in the library.
 */
export function buildWordQuery(query: ParsedQuery, words: WordReader, passages: number): WordQuery {
  const terms = query.words.slice(0, MOST_WORDS).map(quote);
  const required = [
    ...query.phrases.map(quote),
    ...query.headings.map((heading) => `heading : ${quote(heading)}`),
  ].join(' AND ');
  const excluded = query.excluded.map(quote).join(' OR ');
  const tellingOnes = tellingTerms(terms, words, passages);
  const telling = tellingOnes.join(' OR ');
  const phrases = query.phrases.map(quote);
  const wanted = [telling && `(${telling})`, required].filter(Boolean).join(' AND ');
  return {
    candidates: wanted && excluded ? `(${wanted}) NOT (${excluded})` : wanted || null,
    telling: [...tellingOnes, ...phrases].join(' OR ') || null,
    marking: [...markedTerms(terms, tellingOnes, words), ...phrases].join(' OR ') || null,
    required: required || null,
    excluded: excluded || null,
  };
}

function tellingTerms(terms: readonly string[], words: WordReader, passages: number): string[] {
  const ceiling = Math.max(COMMON_AT_LEAST, Math.ceil(passages * COMMON_SHARE));
  const counted = terms.map((term) => ({ term, frequency: words.frequency(term, ceiling) }));
  const telling = counted.filter(({ frequency }) => frequency > 0 && frequency < ceiling);
  return (telling.length > 0 ? telling : counted).map(({ term }) => term);
}

/** A telling word is rare enough; of the others, how common they are among the latest passages is near enough. */
function markedTerms(terms: readonly string[], telling: readonly string[], words: WordReader): string[] {
  const marked = terms.filter(
    (term) => telling.includes(term) || words.shareOfLatest(term) <= EVERYWHERE_SHARE,
  );
  return marked.length > 0 ? marked : [...terms];
}

/** A word or phrase as an FTS5 string, in which nothing has a special meaning. */
function quote(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll('\u0000', ' ')}"`;
}
