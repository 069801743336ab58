import { textList } from './json-column.ts';

/** A word for the full-text index (private use characters are letters to it) that no phrase can reach across. */
const NEXT_LEVEL = '\uE000\uE000';

/** A heading path as the database keeps and searches it: JSON, with a word between the levels. */
export function toHeadingColumn(path: readonly string[]): string {
  return JSON.stringify(path.flatMap((heading, level) => (level === 0 ? [heading] : [NEXT_LEVEL, heading])));
}

export function fromHeadingColumn(column: string): string[] {
  return textList(column).filter((part) => part !== NEXT_LEVEL);
}
