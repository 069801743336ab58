import type { Block, ParsedDocument, Span } from '../contracts/document.ts';
import { LONG_BLOCK_CHARS } from './long-blocks.ts';
import { ReadableText } from './readable-text.ts';

const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/g;
const LIST_MARKER = /^(?:[-*+•–‣◦]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/i;
/** Text is taken as wrapped by hand when the longest line of a paragraph is in this range. */
const WRAPPED = { minChars: 50, maxChars: 150 };

/** Reads text without markup: paragraphs are parted by empty lines; there are no headings and no title. */
export function parsePlainText(text: string): ParsedDocument {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return { text, title: null, tags: [], blocks: plainTextBlocks(text, { start, end: text.length }, []) };
}

/** The paragraphs in one range of a document. */
export function plainTextBlocks(text: string, range: Span, headingPath: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let paragraph: Span[] = [];
  for (const line of trimmedLines(text, range)) {
    if (line.start < line.end) {
      paragraph.push(line);
    } else {
      blocks.push(...paragraphBlocks(text, paragraph, headingPath));
      paragraph = [];
    }
  }
  return [...blocks, ...paragraphBlocks(text, paragraph, headingPath)];
}

function* trimmedLines(text: string, range: Span): Generator<Span> {
  let start = range.start;
  while (start < range.end) {
    LINE.lastIndex = start;
    const next = Math.min(start + LINE.exec(text)![0].length, range.end);
    yield trimmed(text, { start, end: next });
    start = next;
  }
}

function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (start < end && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
}

/**
 * In text wrapped by hand a line feed is a space. It is a break before a list marker, and everywhere in paragraphs
 * of short lines (verse, addresses) or of lines too long to be wrapped (a paragraph on each).
 */
function paragraphBlocks(text: string, lines: readonly Span[], headingPath: readonly string[]): Block[] {
  const longest = lines.reduce((max, line) => Math.max(max, line.end - line.start), 0);
  const isWrapped = longest >= WRAPPED.minChars && longest <= WRAPPED.maxChars;
  const blocks: Block[] = [];
  let readable = new ReadableText(text);
  let start = lines[0]?.start ?? 0;
  const finish = () => {
    const kind = LIST_MARKER.test(text.slice(start, start + 8)) ? 'list' : 'paragraph';
    const end = readable.sourceEnd;
    const content = readable.finish();
    if (content.text.trim() !== '') blocks.push({ kind, span: { start, end }, ...content, headingPath });
  };
  for (const line of lines) {
    const isBreak = !isWrapped || LIST_MARKER.test(text.slice(line.start, line.start + 8));
    if (isBreak && readable.length > LONG_BLOCK_CHARS) {
      finish();
      readable = new ReadableText(text);
      start = line.start;
    }
    readable.separate(isBreak ? '\n' : ' ');
    readable.copy(line.start, line.end);
  }
  if (readable.length > 0) finish();
  return blocks;
}
