import type { Block, BlockKind } from '../contracts/document.ts';
import { LONG_BLOCK_CHARS } from './long-blocks.ts';
import { Outline } from './outline.ts';

type Separator = '' | ' ' | ' | ' | '\n';
const BLOCK_SEPARATOR = '\n\n';

/** Extracted text under construction: the blocks of a page and the document text that they make up. */
export class HtmlBlocks {
  readonly blocks: Block[] = [];
  readonly #outline = new Outline();
  readonly #parts: string[] = [];
  #documentLength = 0;
  #kind: BlockKind = 'paragraph';
  #text = '';
  #separator: Separator = '';
  #rowHasText = false;
  #cellHasText = true;

  get documentText(): string {
    return this.#parts.join(BLOCK_SEPARATOR);
  }

  /** Adds text in which any white space is one space. */
  addFlowing(value: string): void {
    const text = value.replace(/\u00ad/g, '').replace(/\s+/g, ' ');
    if (text.startsWith(' ')) this.#separate(' ');
    this.#add(text.trim());
    if (text.endsWith(' ')) this.#separate(' ');
  }

  /** Adds text in which spaces and lines count. */
  addPreformatted(value: string): void {
    for (const [index, line] of value.split(/\r\n|\r|\n/).entries()) {
      if (index > 0) this.beginLine();
      if (line.trim() !== '' || this.#separator === '') this.#add(line);
    }
  }

  /** What follows stands on a line of its own, or in a continuation when the block has become long. */
  beginLine(): void {
    if (!this.#cellHasText) return;
    if (this.#text.length > LONG_BLOCK_CHARS) this.endBlock();
    else this.#separate('\n');
  }

  beginRow(): void {
    this.#cellHasText = true;
    this.beginLine();
    this.#rowHasText = false;
  }

  beginCell(): void {
    if (this.#rowHasText) this.#separator = ' | ';
    this.#cellHasText = false;
  }

  endCell(): void {
    this.#cellHasText = true;
  }

  /** Ends the block, if there is one, and makes the next of this kind. */
  beginBlock(kind: BlockKind): void {
    this.endBlock();
    this.#kind = kind;
  }

  endBlock(): void {
    const text = this.#takeText();
    if (text !== '') this.#place(text);
  }

  /** Ends a heading of level 1 to 6 and opens its section. Returns its title, null when it was empty. */
  endHeading(level: number): string | null {
    const text = this.#takeText();
    if (text === '') return null;
    const title = text.replaceAll('\n', ' ');
    this.#outline.closeTo(level);
    this.#place(text);
    this.#outline.open(level, title);
    return title;
  }

  #takeText(): string {
    const text = this.#text.trimEnd();
    this.#text = '';
    this.#separator = '';
    return text;
  }

  #place(text: string): void {
    const start = this.#documentLength + (this.#parts.length > 0 ? BLOCK_SEPARATOR.length : 0);
    const end = start + text.length;
    this.blocks.push({
      kind: this.#kind,
      span: { start, end },
      text,
      runs: [{ at: 0, source: start, length: text.length, sourceLength: text.length }],
      headingPath: this.#outline.path,
    });
    this.#parts.push(text);
    this.#documentLength = end;
  }

  #separate(separator: ' ' | '\n'): void {
    if (this.#separator === '' || separator === '\n') this.#separator = separator;
  }

  #add(text: string): void {
    if (text === '') return;
    if (this.#text !== '') this.#text += this.#separator;
    this.#separator = '';
    this.#text += text;
    this.#rowHasText = true;
    this.#cellHasText = true;
  }
}
