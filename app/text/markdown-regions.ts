// The Markdown tokenizer slows down faster than its input grows, worst in long outlines (four times the time for
// twice the nested lists). So long documents are cut where a new top-level block certainly begins, and what would
// still take it minutes, or overflow its stack, is marked to be read as plain text.

export interface Region {
  readonly start: number;
  readonly end: number;
  /** False where the Markdown in it is too deep or too dense to be taken for a person's writing. */
  readonly isMarkdown: boolean;
}

/** A region ends at the first chance after this length. */
const REGION_CHARS = 8_192;
/** Without any chance to end it, this is as much as is tokenized at once. */
const MAX_MARKDOWN_CHARS = 262_144;
const MAX_NESTING = 100;
const MAX_LIST_INDENT = 200;
const MAX_MARKS_PER_PARAGRAPH = 2_000;

const INLINE_MARKS = new Set(Array.from('*_~[]!|<`', (mark) => mark.charCodeAt(0)));
const FENCE = /^[ \t>]*(?:[-*+] +|\d{1,9}[.)] +)*(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const LIST_ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;
const CONTAINER = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))/y;
const RAW_HTML = /^ {0,3}<(?:!--|script\b|pre\b|style\b|textarea\b)/i;
const RAW_HTML_END = /-->|<\/(?:script|pre|style|textarea)>/i;

/** Cuts [from, text.length) into regions that can be tokenized one by one. */
export function markdownRegions(text: string, from: number): Region[] {
  const regions: Region[] = [];
  const scanner = new LineScanner();
  let start = from;
  let isMarkdown = true;
  for (let lineStart = from; lineStart < text.length; ) {
    const lineFeed = text.indexOf('\n', lineStart);
    const lineEnd = lineFeed < 0 ? text.length : lineFeed;
    const line = text.slice(lineStart, lineEnd);
    if (lineStart - start >= REGION_CHARS && scanner.canCutBefore(line)) {
      regions.push(region(start, lineStart, isMarkdown));
      start = lineStart;
      isMarkdown = true;
    }
    isMarkdown = scanner.accept(line) && isMarkdown;
    lineStart = lineEnd + 1;
  }
  if (start < text.length) regions.push(region(start, text.length, isMarkdown));
  return regions;
}

function region(start: number, end: number, isMarkdown: boolean): Region {
  return { start, end, isMarkdown: isMarkdown && end - start <= MAX_MARKDOWN_CHARS };
}

/** Knows of the lines so far just enough to tell whether the next one begins a block. */
class LineScanner {
  #fence: string | null = null;
  #isRawHtml = false;
  #isAfterBlank = true;
  #isTopLevelList = false;
  #marksInParagraph = 0;

  canCutBefore(line: string): boolean {
    if (this.#fence !== null || this.#isRawHtml) return false;
    return this.#isAfterBlank ? /^\S/.test(line) : this.#isTopLevelList && /^[-*+] /.test(line);
  }

  /** Returns false when the line goes beyond what is tokenized. */
  accept(line: string): boolean {
    const isBlank = line.trim() === '';
    const isVerbatim = this.#passFence(line) || this.#passRawHtml(line);
    if (this.#isAfterBlank) this.#isTopLevelList = /^[-*+] /.test(line);
    this.#isAfterBlank = isBlank;
    if (isVerbatim || isBlank) this.#marksInParagraph = 0;
    return isVerbatim || isBlank || this.#isTame(line);
  }

  #passFence(line: string): boolean {
    const [, marks, rest] = FENCE.exec(line.slice(0, 1_000)) ?? [];
    if (this.#fence === null) {
      this.#fence = marks ?? null;
      return marks !== undefined;
    }
    if (marks?.startsWith(this.#fence) && rest?.trim() === '') this.#fence = null;
    return true;
  }

  #passRawHtml(line: string): boolean {
    const wasRawHtml = this.#isRawHtml;
    if (wasRawHtml || RAW_HTML.test(line)) this.#isRawHtml = !RAW_HTML_END.test(line);
    return wasRawHtml;
  }

  #isTame(line: string): boolean {
    const isItem = LIST_ITEM.test(line);
    if (isItem || line.startsWith('|')) this.#marksInParagraph = 0;
    for (let i = 0; i < line.length; i++) if (INLINE_MARKS.has(line.charCodeAt(i))) this.#marksInParagraph++;
    if (this.#marksInParagraph > MAX_MARKS_PER_PARAGRAPH) return false;
    return nesting(line) <= MAX_NESTING && !(isItem && line.search(/\S/) > MAX_LIST_INDENT);
  }
}

/** How many quotes and lists are opened one in another at the beginning of a line. */
function nesting(line: string): number {
  let depth = 0;
  CONTAINER.lastIndex = 0;
  while (CONTAINER.test(line)) depth++;
  return depth;
}
