import type { Block, BlockKind } from '../contracts/document.ts';
import { addHtmlText, decodeReference } from './html-in-markdown.ts';
import { LONG_BLOCK_CHARS } from './long-blocks.ts';
import { Outline } from './outline.ts';
import { plainTextBlocks } from './plain-text.ts';
import { ReadableText } from './readable-text.ts';
import { findWikiNotation, type WikiNotation } from './wiki-notation.ts';

/** A token of the Markdown tokenizer, with offsets in the document text. */
export interface MarkdownToken {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const CONTAINERS: Readonly<Record<string, BlockKind>> = {
  blockQuote: 'quote',
  listOrdered: 'list',
  listUnordered: 'list',
};
const LEAVES: Readonly<Record<string, BlockKind>> = {
  paragraph: 'paragraph',
  atxHeading: 'heading',
  setextHeading: 'heading',
  codeFenced: 'code',
  codeIndented: 'code',
  htmlFlow: 'paragraph',
  table: 'table',
};
const PROSE = new Set([
  'data',
  'characterEscapeValue',
  'autolinkProtocol',
  'autolinkEmail',
  'literalAutolinkHttp',
  'literalAutolinkWww',
  'literalAutolinkEmail',
]);
/** Tokens whose inside is not read: link targets, footnote labels, code fence headers. */
const UNREAD = new Set([
  'definition',
  'resource',
  'reference',
  'gfmFootnoteCall',
  'gfmFootnoteDefinitionLabel',
  'codeFencedFence',
]);

interface OpenBlock {
  readonly kind: BlockKind;
  readonly start: number;
  readonly readable: ReadableText;
}

/**
 * Turns the token stream of a Markdown document into blocks. All readable characters stand in a few kinds of flat
 * tokens; the tokens around them only say where blocks, lines and cells begin, so no tree is built.
 */
export class MarkdownBlocks {
  readonly blocks: Block[] = [];
  readonly tags: string[] = [];
  /** Text of the first heading of level 1. */
  title: string | null = null;
  readonly #text: string;
  readonly #outline = new Outline();
  readonly #notation: WikiNotation;
  #markupIndex = 0;
  #tagIndex = 0;
  #open: OpenBlock | null = null;
  #containerDepth = 0;
  #unreadDepth = 0;
  #headingLevel = 0;

  constructor(text: string) {
    this.#text = text;
    this.#notation = findWikiNotation(text);
  }

  enter({ type, start, end }: MarkdownToken): void {
    if (UNREAD.has(type)) this.#unreadDepth++;
    if (this.#unreadDepth > 0) return;
    const container = CONTAINERS[type];
    const leaf = LEAVES[type];
    if (container !== undefined) this.#enterContainer(container, start);
    else if (leaf !== undefined) this.#enterLeaf(type, leaf, start, end);
    else if (PROSE.has(type)) this.#addProse(start, end);
    else this.#enterInline(type, start, end);
  }

  exit({ type, end }: MarkdownToken): void {
    if (UNREAD.has(type)) this.#unreadDepth--;
    else if (type in CONTAINERS && --this.#containerDepth === 0) this.#finish(end);
    else if (type in LEAVES && this.#containerDepth === 0) this.#finish(end);
  }

  /** Adds a part of the document that is not to be understood as Markdown. */
  addPlainText(start: number, end: number): void {
    for (const block of plainTextBlocks(this.#text, { start, end }, this.#outline.path))
      this.blocks.push(block);
  }

  #enterContainer(kind: BlockKind, start: number): void {
    if (this.#containerDepth++ === 0) this.#begin(kind, start);
  }

  #enterLeaf(type: string, kind: BlockKind, start: number, end: number): void {
    this.#headingLevel = 0;
    if (this.#containerDepth === 0) this.#begin(kind, start);
    else this.#beginLine(start);
    if (type === 'htmlFlow') addHtmlText(this.#readable, this.#text, { start, end });
  }

  #enterInline(type: string, start: number, end: number): void {
    switch (type) {
      case 'codeTextData':
        this.#readable.copyVerbatim(start, end);
        break;
      case 'codeFlowValue':
        this.#beginLine(start);
        this.#readable.copyVerbatim(start, end);
        break;
      case 'characterReference':
        this.#readable.replace(decodeReference(this.#text.slice(start, end)), start, end);
        break;
      case 'lineEnding':
        this.#open?.readable.separate(' ');
        break;
      case 'hardBreakEscape':
      case 'hardBreakTrailing':
        this.#readable.separate('\n');
        break;
      case 'htmlText':
        if (/^<br\b/i.test(this.#text.slice(start, start + 4))) this.#readable.separate('\n');
        break;
      case 'tableRow':
        this.#beginLine(start);
        break;
      case 'tableHeader':
      case 'tableData':
        this.#readable.separate(' | ');
        break;
      case 'atxHeadingSequence':
        this.#headingLevel ||= end - start;
        break;
      case 'setextHeadingLineSequence':
        this.#headingLevel = this.#text[start] === '=' ? 1 : 2;
    }
  }

  get #readable(): ReadableText {
    if (this.#open === null) throw new Error('Markdown text outside of any block');
    return this.#open.readable;
  }

  #begin(kind: BlockKind, start: number): void {
    this.#open = { kind, start, readable: new ReadableText(this.#text) };
  }

  /** A line of its own inside the block, or the first line of its continuation. */
  #beginLine(start: number): void {
    const { kind, readable } = this.#open!;
    readable.separate('\n');
    if (readable.length <= LONG_BLOCK_CHARS) return;
    const end = readable.sourceEnd;
    this.#finish(end);
    this.#begin(kind, lineStart(this.#text, start, end));
  }

  #finish(end: number): void {
    const { kind, start, readable } = this.#open!;
    this.#open = null;
    const { text, runs } = readable.finish();
    if (text.trim() === '') return;
    if (kind === 'heading') this.#outline.closeTo(this.#headingLevel);
    this.blocks.push({ kind, span: { start, end }, text, runs, headingPath: this.#outline.path });
    if (kind === 'heading') this.#openSection(text.replaceAll('\n', ' '));
  }

  #openSection(title: string): void {
    if (this.#headingLevel === 1) this.title ??= title;
    this.#outline.open(this.#headingLevel, title);
  }

  /** Copies prose without the markup of wiki links, and notes the tags in it. */
  #addProse(start: number, end: number): void {
    const { markup, tags } = this.#notation;
    for (; (tags[this.#tagIndex]?.at ?? end) < end; this.#tagIndex++) {
      const { at, name } = tags[this.#tagIndex]!;
      if (at >= start) this.tags.push(name);
    }
    let from = start;
    while ((markup[this.#markupIndex]?.start ?? end) < end) {
      const { start: hiddenStart, end: hiddenEnd } = markup[this.#markupIndex]!;
      this.#readable.copy(from, hiddenStart);
      from = Math.max(from, hiddenEnd);
      if (hiddenEnd > end) break;
      this.#markupIndex++;
    }
    this.#readable.copy(from, end);
  }
}

/** Where the line begins that holds the offset; not before `floor`. */
function lineStart(text: string, offset: number, floor: number): number {
  let start = offset;
  while (start > floor && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}
