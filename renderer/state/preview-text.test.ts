import { describe, expect, it } from 'vitest';
import { chunkText, matchedWordsInText } from './preview-text.ts';

const rejoined = (text: string, size: number) =>
  chunkText(text, size)
    .map((chunk) => chunk.text)
    .join('');

describe('the chunks of a document', () => {
  it('end with lines and join to the text again', () => {
    const text = Array.from({ length: 50 }, (_, line) => `line ${line}\n`).join('');
    expect(rejoined(text, 40)).toBe(text);
    for (const chunk of chunkText(text, 40)) {
      expect(chunk.text.endsWith('\n')).toBe(true);
      expect(text.startsWith(chunk.text, chunk.start)).toBe(true);
    }
  });

  it('stay bounded without line ends, and cut no character in two', () => {
    const text = '𝒜'.repeat(501);
    expect(rejoined(text, 25)).toBe(text);
    for (const chunk of chunkText(text, 25)) {
      expect(chunk.text.length).toBeLessThanOrEqual(50);
      expect(chunk.text.isWellFormed()).toBe(true);
    }
  });

  it('are none for an empty document', () => {
    expect(chunkText('')).toEqual([]);
  });
});

describe('matched words in the document text', () => {
  const text = 'Intro about frost.\n\n**Frost** kills; frosty air, frost again.\n';
  const passage = { start: 20, end: text.length, text: text.slice(20) };
  const readable = 'Frost kills; frosty air, frost again.';
  const hit = (words: string[]) => ({
    passageId: 1,
    score: 1,
    cosine: null,
    percentile: null,
    heading: [],
    sentence: passage,
    passage,
    readable: {
      text: readable,
      sentence: { start: 0, end: 5 },
      words: words.map((word) => ({
        start: readable.indexOf(word),
        end: readable.indexOf(word) + word.length,
      })),
    },
    isCode: false,
    matched: 'words' as const,
  });

  it('are found under the markup, inside the passage only, as whole words', () => {
    const found = matchedWordsInText(text, hit(['Frost', 'frost']));
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['Frost', 'frost']);
    expect(text.slice(found[1]!.start)).toBe('frost again.\n');
  });

  it('are none when no word matched', () => {
    expect(matchedWordsInText(text, hit([]))).toEqual([]);
  });
});
