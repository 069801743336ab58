import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../parsing/parse-file.ts';
import { segmentBlocks } from '../segmentation/segment-blocks.ts';

const SAMPLE_LIBRARY = fileURLToPath(new URL('../../resources/sample-library', import.meta.url));
const REPOSITORY_DOCS = fileURLToPath(new URL('../../docs', import.meta.url));
const FILES = [SAMPLE_LIBRARY, REPOSITORY_DOCS].flatMap((folder) =>
  globSync('**/*.{md,txt,html}', { cwd: folder }).map((name) => join(folder, name)),
);

const lettersOf = (text: string): string[] => text.match(/[\p{L}\p{N}]/gu) ?? [];

/** Whether the letters of `part` occur in `whole` in this order: markup in between may add letters (a link's target). */
function holdsInOrder(whole: string, part: string): boolean {
  const letters = lettersOf(whole);
  let at = 0;
  return lettersOf(part).every((letter) => {
    at = letters.indexOf(letter, at) + 1;
    return at > 0;
  });
}

describe('the place of every sentence', () => {
  it.each(FILES)('holds in %s', async (path) => {
    const { document } = await parseFile(path);
    const passages = segmentBlocks(document);
    expect(passages.length).toBeGreaterThan(0);
    for (const { text, span, sentences } of passages) {
      let end = 0;
      for (const sentence of sentences) {
        const readable = text.slice(sentence.textSpan.start, sentence.textSpan.end);
        const source = document.text.slice(sentence.span.start, sentence.span.end);
        expect(sentence.textSpan.start).toBeGreaterThanOrEqual(end);
        expect(sentence.span.start).toBeGreaterThanOrEqual(span.start);
        expect(sentence.span.end).toBeLessThanOrEqual(span.end);
        expect(holdsInOrder(source, readable), `${source} ≠ ${readable}`).toBe(true);
        end = sentence.textSpan.end;
      }
    }
  });
});
