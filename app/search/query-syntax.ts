import { DomainError } from '../base/domain-error.ts';

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

export interface DocumentFilter {
  readonly paths: readonly string[];
  readonly types: readonly string[];
  readonly tags: readonly string[];
  /** Milliseconds since 1970, inclusive. */
  readonly after: number | null;
  /** Milliseconds since 1970, exclusive. */
  readonly before: number | null;
}

const TOKEN = /(-?)(?:(path|type|tag|after|before|in):)?(?:"([^"]*)"|(\S+))/giu;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;

/**
 * Reads the query language of the search box. Nothing that is typed is an error: what cannot be an operator is text.
 * @throws DomainError `query.empty` when nothing is left to search for.
 */
export function parseQuery(query: string): ParsedQuery {
  const state = emptyState();
  for (const match of query.matchAll(TOKEN)) {
    const [token, minus, operator, quoted, bare] = match;
    const value = quoted ?? bare ?? '';
    if (operator && value && applyOperator(state, operator.toLowerCase(), value, minus === '-')) continue;
    if (minus && !operator && hasWord(value)) state.excluded.push(value);
    else if (quoted !== undefined && !operator) {
      if (hasWord(quoted)) state.phrases.push(quoted);
      state.text.push(quoted);
    } else state.text.push(token);
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
      paths: [] as string[],
      types: [] as string[],
      tags: [] as string[],
      after: null as number | null,
      before: null as number | null,
    },
  };
}

/** @returns false when the operator is not understood and its token stays text. */
function applyOperator(
  state: ReturnType<typeof emptyState>,
  operator: string,
  value: string,
  negated: boolean,
): boolean {
  if (negated) {
    state.notes.push(`-${operator}: cannot be excluded; it was searched as text.`);
    return false;
  }
  if (operator === 'after' || operator === 'before') return applyDate(state, operator, value);
  if (operator === 'in' && !hasWord(value)) return false;
  if (operator === 'in') state.headings.push(value);
  else if (operator === 'path') state.filter.paths.push(value);
  else if (operator === 'type') state.filter.types.push(value.toLowerCase());
  else state.filter.tags.push(value.toLowerCase().replace(/^#/, ''));
  return true;
}

function applyDate(
  state: ReturnType<typeof emptyState>,
  operator: 'after' | 'before',
  value: string,
): boolean {
  const time = startOfDate(value);
  if (time === null) {
    state.notes.push(
      `"${operator}:${value}" names no date like 2026, 2026-03 or 2026-03-31; it was searched as text.`,
    );
    return false;
  }
  state.filter[operator] = time;
  return true;
}

/** Start of a year, month or day in local time, in milliseconds since 1970. */
function startOfDate(value: string): number | null {
  const [, year, month = '1', day = '1'] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(value) ?? [];
  if (year === undefined) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  const exists = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  return exists ? date.getTime() : null;
}
