import { DomainError } from '../base/domain-error.ts';
import {
  alternatives,
  operatorTrouble,
  type QueryOperator,
  type QueryToken,
  queryTokens,
  startOfDate,
} from '../text/query-tokens.ts';

/** A query taken apart: what is asked by meaning and words, and what every hit must satisfy. */
export interface ParsedQuery {
  /** The words outside operators, as typed: what meaning is asked for. Quoted phrases belong to it. */
  readonly text: string;
  /** Single words to look for, lower-cased, in order, without repeats. */
  readonly words: readonly string[];
  /** `"exact phrase"`: every hit contains it. */
  readonly phrases: readonly string[];
  /** `-word`, `-"a phrase"`: no hit contains it. */
  readonly excluded: readonly string[];
  /** `in:heading`: every hit stands under a heading with these words. */
  readonly headings: readonly string[];
  /** `path:`, `type:`, `tag:`, `after:`, `before:`: which documents are looked at. */
  readonly documents: DocumentFilter;
  /** Operators that could not be understood, in plain words; they are searched as text. */
  readonly notes: readonly string[];
}

export interface DocumentFilter extends ChosenFilter {
  /** Any of each list must match. */
  readonly paths: readonly (readonly string[])[];
  /** Any of them, as a document has one; none given, all. */
  readonly types: readonly string[];
  /** Any of each list must be among a document's tags. */
  readonly tags: readonly (readonly string[])[];
  /** Milliseconds since 1970, inclusive. */
  readonly after: number | null;
  /** Milliseconds since 1970, exclusive. */
  readonly before: number | null;
}

/** What was chosen beside the query; of lists, any. */
export interface ChosenFilter {
  readonly source?: readonly number[] | undefined;
  readonly type?: readonly string[] | undefined;
  readonly tag?: readonly string[] | undefined;
  /** Milliseconds since 1970, inclusive. */
  readonly changedSince?: number | undefined;
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;

/**
 * Reads the query language of the search box. Nothing that is typed is an error: what cannot be an operator is text.
 * @throws DomainError `query.empty` when nothing is left to search for.
 */
export function parseQuery(query: string): ParsedQuery {
  const state = emptyState();
  for (const token of queryTokens(query)) {
    const { value, isNegated, operator, isQuoted } = token;
    if (operator && value && applyOperator(state, operator, token)) continue;
    if (isNegated && !operator && hasWord(value)) state.excluded.push(value);
    else if (isQuoted && !operator) {
      if (hasWord(value)) state.phrases.push(value);
      state.text.push(value);
    } else state.text.push(token.text);
  }
  const text = state.text.join(' ').trim();
  if (!hasWord(text) && state.headings.length === 0) {
    throw new DomainError('query.empty', {
      message: 'There is nothing to search for in this query.',
      nextStep: 'Type a few words of what you are looking for; operators alone do not search.',
    });
  }
  return {
    text,
    words: [...new Set(wordsOf(text))],
    phrases: state.phrases,
    excluded: state.excluded,
    headings: state.headings,
    documents: state.filter,
    notes: state.notes,
  };
}

/** The words of a text, lower-cased, in order. */
export function wordsOf(text: string): string[] {
  return Array.from(text.matchAll(WORD), ([word]) => word.toLowerCase());
}

function hasWord(text: string): boolean {
  return text.search(WORD) !== -1;
}

function emptyState() {
  return {
    text: [] as string[],
    phrases: [] as string[],
    excluded: [] as string[],
    headings: [] as string[],
    notes: [] as string[],
    filter: {
      paths: [] as string[][],
      types: [] as string[],
      tags: [] as string[][],
      after: null as number | null,
      before: null as number | null,
    },
  };
}

/** @returns false when the operator is not understood and its token stays text. */
function applyOperator(
  state: ReturnType<typeof emptyState>,
  operator: QueryOperator,
  token: QueryToken,
): boolean {
  const trouble = operatorTrouble(token);
  if (trouble !== null) state.notes.push(trouble);
  const { value } = token;
  if (trouble !== null || (operator === 'in' && !hasWord(value))) return false;
  if (operator === 'after' || operator === 'before') state.filter[operator] = startOfDate(value);
  else if (operator === 'in') state.headings.push(value);
  else {
    const values = alternatives(token);
    if (values.length === 0) return false;
    if (operator === 'path') state.filter.paths.push(values);
    else if (operator === 'type') state.filter.types.push(...values.map((type) => type.toLowerCase()));
    else state.filter.tags.push(values.map((tag) => tag.toLowerCase().replace(/^#/, '')));
  }
  return true;
}
