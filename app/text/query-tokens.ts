/** What may stand before a colon in a query. */
export const QUERY_OPERATORS = ['path', 'type', 'tag', 'after', 'before', 'in'] as const;
export type QueryOperator = (typeof QUERY_OPERATORS)[number];

/** A part of a query between blanks; quotes hold blanks together. */
export interface QueryToken {
  /** As typed; `query.slice(start, end)`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isNegated: boolean;
  readonly operator: QueryOperator | null;
  readonly isQuoted: boolean;
  /** What stands behind the operator, without quotes. */
  readonly value: string;
}

const TOKEN = /(-?)(?:(path|type|tag|after|before|in):)?(?:"([^"]*)"|(\S+))/giu;

/** Takes a query apart. */
export function queryTokens(query: string): QueryToken[] {
  return Array.from(query.matchAll(TOKEN), (match) => {
    const [text, minus, operator, quoted, bare] = match;
    return {
      text,
      start: match.index,
      end: match.index + text.length,
      isNegated: minus === '-',
      operator: (operator?.toLowerCase() as QueryOperator | undefined) ?? null,
      isQuoted: quoted !== undefined,
      value: quoted ?? bare ?? '',
    };
  });
}

/** What an operator takes any of: `type:md,txt` names two. A quoted value is one, and so are braces: `path:{a,b}`. */
export function alternatives({ value, isQuoted }: QueryToken): string[] {
  return isQuoted ? [value] : splitOutsideBraces(value).filter((part) => part !== '');
}

function splitOutsideBraces(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    else if (text[at] === ',' && depth <= 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Why an operator cannot be understood, in plain words; null where it can. Such a token is searched as text. */
export function operatorTrouble({ operator, isNegated, value }: QueryToken): string | null {
  if (operator === null || value === '') return null;
  if (isNegated) return `-${operator}: cannot be excluded; it was searched as text.`;
  if ((operator === 'after' || operator === 'before') && startOfDate(value) === null) {
    return `"${operator}:${value}" names no date like 2026, 2026-03 or 2026-03-31; it was searched as text.`;
  }
  return null;
}

/** Start of a year, month or day in local time, in milliseconds since 1970; null for what is no date. */
export function startOfDate(value: string): number | null {
  const [, year, month = '1', day = '1'] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(value) ?? [];
  if (year === undefined) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  const exists = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  return exists ? date.getTime() : null;
}
