import type { PassageHit } from '../../app/contracts/search.ts';
import type { TextRange } from './marked-text.ts';

/** A stretch of a document that the browser lays out, or skips while out of sight, as one. */
export interface TextChunk {
  readonly start: number;
  readonly text: string;
}

const CHUNK_CHARACTERS = 4_000;

/** Cuts a document at line ends into chunks of about 4,000 characters; joined, they are the text again. */
export function chunkText(text: string, size = CHUNK_CHARACTERS): TextChunk[] {
  const chunks: TextChunk[] = [];
  let start = 0;
  while (start < text.length) {
    const lineEnd = text.indexOf('\n', start + size - 1);
    // A file without line ends is cut anyway, though never between the halves of a surrogate pair.
    const hardEnd = start + size * 2;
    const end = lineEnd >= 0 && lineEnd < hardEnd ? lineEnd + 1 : beforeSurrogate(text, hardEnd);
    chunks.push({ start, text: text.slice(start, end) });
    start = end;
  }
  return chunks;
}

function beforeSurrogate(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/**
 * Where the words that matched in the passage stand in the document text. The engine places them in the readable text
 * of the passage, which lacks the markup.
 */
export function matchedWordsInText(text: string, { readable, passage }: PassageHit): TextRange[] {
  const words = new Set(readable.words.map(({ start, end }) => readable.text.slice(start, end)));
  const passageText = text.slice(passage.start, passage.end);
  return [...words]
    .filter((word) => word !== '')
    .flatMap((word) => occurrences(passageText, word))
    .map(({ start, end }) => ({ start: start + passage.start, end: end + passage.start }));
}

function occurrences(text: string, word: string): TextRange[] {
  const found: TextRange[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isInsideWord(text, at, at + word.length)) found.push({ start: at, end: at + word.length });
  }
  return found;
}

const LETTER = /[\p{L}\p{N}]/u;
/** Scripts written without spaces have no word edges to look for. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function isInsideWord(text: string, start: number, end: number): boolean {
  if (SPACELESS.test(text.slice(start, end))) return false;
  return LETTER.test(text.charAt(start - 1)) || LETTER.test(text.charAt(end));
}
