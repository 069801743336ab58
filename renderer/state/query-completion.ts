import { QUERY_OPERATORS, type QueryOperator } from '../../app/text/query-tokens.ts';

/** What could stand at the cursor instead of what was begun there. */
export interface Suggestion {
  /** Takes the place of the text from `start` to the cursor. */
  readonly text: string;
  /** What it does, or how often it is there. */
  readonly note: string;
}

export interface Completion {
  readonly start: number;
  readonly suggestions: readonly Suggestion[];
}

/** What values there are, as far as is known. */
export interface KnownValues {
  readonly folders: readonly string[];
  readonly tags: readonly string[];
  readonly today: Date;
}

const MEANINGS: Readonly<Record<QueryOperator, string>> = {
  path: 'in files and folders of this name',
  type: 'of one kind of file',
  tag: 'with a tag',
  after: 'changed since a date',
  before: 'changed before a date',
  in: 'under headings with this word',
};

// Behind a comma, another value begins.
const BEGUN_VALUE = /(?:^|\s)-?(path|type|tag|after|before):(?:"([^"]*)|((?:[^\s",]*,)*)([^\s",]*))$/i;
const BEGUN_WORD = /\S*$/;
const MOST = 8;

/** Values for an operator that was begun before the cursor; null where none was. */
export function completeValue(beforeCursor: string, known: KnownValues): Completion | null {
  const [, operator, quoted, others, bare] = BEGUN_VALUE.exec(beforeCursor) ?? [];
  if (operator === undefined || (others && /^(after|before)$/i.test(operator))) return null;
  const begun = (quoted ?? bare ?? '').toLowerCase();
  const suggestions = valuesOf(operator.toLowerCase() as QueryOperator, known)
    .filter(({ text }) => text.toLowerCase().startsWith(begun) && text.toLowerCase() !== begun)
    .slice(0, MOST)
    .map(({ text, note }) => ({ text: quoteIfNeeded(text), note }));
  if (suggestions.length === 0) return null;
  const length = quoted === undefined ? begun.length : begun.length + 1;
  return { start: beforeCursor.length - length, suggestions };
}

/** All operators, or those that the word before the cursor begins. */
export function completeOperator(beforeCursor: string): Completion | null {
  const [begun] = BEGUN_WORD.exec(beforeCursor)!;
  const suggestions = QUERY_OPERATORS.filter((operator) => operator.startsWith(begun.toLowerCase())).map(
    (operator) => ({ text: `${operator}:`, note: MEANINGS[operator] }),
  );
  return suggestions.length === 0 ? null : { start: beforeCursor.length - begun.length, suggestions };
}

function valuesOf(operator: QueryOperator, { folders, tags, today }: KnownValues): Suggestion[] {
  switch (operator) {
    case 'type':
      return [
        { text: 'markdown', note: 'Markdown' },
        { text: 'text', note: 'plain text' },
        { text: 'html', note: 'web pages' },
      ];
    case 'tag':
      return tags.map((tag) => ({ text: tag, note: '' }));
    case 'path':
      return folders.map((folder) => ({ text: folder, note: 'folder' }));
    case 'in':
      return [];
    default:
      return [
        { text: dateText(today), note: 'today' },
        { text: dateText(daysBefore(today, 7)), note: 'a week ago' },
        { text: dateText(today).slice(0, 7), note: 'this month' },
        { text: String(today.getFullYear()), note: 'this year' },
      ];
  }
}

const quoteIfNeeded = (text: string) => (/[\s,]/.test(text) ? `"${text}"` : text);

function daysBefore(day: Date, days: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days);
}

function dateText(day: Date): string {
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
