import type { OffsetRun } from '../contracts/document.ts';

/** What parts two pieces of text; where several meet, the last in this list wins. */
const SEPARATORS = ['', ' ', ' | ', '\n'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Between two characters of scripts written without spaces, a wrapped line is no space. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]$/u;

/**
 * Readable text under construction, each character tied to its place in the document text.
 * Pieces are added in document order. Lines have no white space at their ends, except for the indentation of code.
 */
export class ReadableText {
  readonly #document: string;
  readonly #runs: OffsetRun[] = [];
  #text = '';
  #separator: Separator = '';
  #endsInCopy = false;

  constructor(document: string) {
    this.#document = document;
  }

  get length(): number {
    return this.#text.length;
  }

  /** Where the last piece ends in the document text; 0 before the first. */
  get sourceEnd(): number {
    const last = this.#runs.at(-1);
    return last === undefined ? 0 : last.source + last.sourceLength;
  }

  /** Parts what was added from what is added next; at either end of the text it has no effect. */
  separate(separator: Separator): void {
    if (SEPARATORS.indexOf(separator) > SEPARATORS.indexOf(this.#separator)) this.#separator = separator;
  }

  /** Adds document.slice(start, end), without white space at the beginning of a line. */
  copy(start: number, end: number): void {
    this.copyVerbatim(this.#isLineStart ? this.#skipBlanks(start, end) : start, end);
  }

  /** Adds document.slice(start, end) with its indentation; a line of nothing but blanks is left out. */
  copyVerbatim(start: number, end: number): void {
    if (start >= end || (this.#isLineStart && this.#skipBlanks(start, end) === end)) return;
    this.#closeGap(start, this.#document[start]!);
    this.#push(start, end);
  }

  /** Adds other characters than the document has at [start, end), such as those of a character reference. */
  replace(characters: string, start: number, end: number): void {
    if (characters === '' || (this.#isLineStart && characters.trim() === '')) return;
    this.#closeGap(start, characters[0]!);
    this.#standIn(characters, start, end);
  }

  finish(): { text: string; runs: readonly OffsetRun[] } {
    this.#trimEnd();
    return { text: this.#text, runs: this.#runs };
  }

  get #isLineStart(): boolean {
    return this.length === 0 || this.#separator !== '';
  }

  #push(start: number, end: number): void {
    const last = this.#runs.at(-1);
    if (last !== undefined && this.#endsInCopy && this.sourceEnd === start) {
      const length = last.length + end - start;
      this.#runs[this.#runs.length - 1] = { ...last, length, sourceLength: length };
    } else {
      this.#runs.push({ at: this.length, source: start, length: end - start, sourceLength: end - start });
    }
    this.#text += this.#document.slice(start, end);
    this.#endsInCopy = true;
  }

  #standIn(characters: string, start: number, end: number): void {
    this.#runs.push({ at: this.length, source: start, length: characters.length, sourceLength: end - start });
    this.#text += characters;
    this.#endsInCopy = false;
  }

  #closeGap(nextStart: number, nextCharacter: string): void {
    const separator = this.#separator;
    this.#separator = '';
    if (separator === '' || this.length === 0) return;
    this.#trimEnd();
    if (separator === ' ' && UNSPACED.test(nextCharacter) && UNSPACED.test(this.#text.at(-1) ?? '')) return;
    this.#standIn(separator, this.sourceEnd, nextStart);
  }

  #trimEnd(): void {
    const last = this.#runs.at(-1);
    if (last === undefined || !this.#endsInCopy) return;
    let length = last.length;
    while (length > 0 && isBlank(this.#document.charCodeAt(last.source + length - 1))) length--;
    if (length === last.length) return;
    this.#text = this.#text.slice(0, last.at + length);
    this.#runs.pop();
    if (length > 0) this.#runs.push({ ...last, length, sourceLength: length });
    else this.#endsInCopy = false;
  }

  #skipBlanks(start: number, end: number): number {
    let first = start;
    while (first < end && isBlank(this.#document.charCodeAt(first))) first++;
    return first;
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0xa0;
}
