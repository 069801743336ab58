import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openForReading } from '../connection.ts';
import type { PassageId } from '../ids.ts';
import { documentOf, temporaryLibrary } from '../temporary-library.ts';

const NOTES = fileURLToPath(new URL('../../../resources/sample-library', import.meta.url));
const QUERIES = 60;
const [START, END] = ['\uE100', '\uE101'];

/** Paragraphs of real notes, tables and lists included. */
function paragraphs(): string[] {
  return readdirSync(NOTES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|txt|csv|html)$/.test(entry.name))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split(/\n\s*\n/))
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}

/** Every few words of the texts, as queries are made of them: words, a phrase, and a word of the heading. */
function expressions(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
  const step = Math.floor(words.length / QUERIES);
  return Array.from({ length: QUERIES }, (_, i) => {
    const [a, b, c, d] = words.slice(i * step, i * step + 4);
    return i % 2 === 0 ? `"${a}" OR "${c}" OR "notes"` : `"${a} ${b}" OR "${d}"`;
  });
}

it('marks what the library’s own index marks, in every passage of real notes', async () => {
  using library = await temporaryLibrary();
  const texts = [
    ...paragraphs(),
    'Café, CAFÉ and cafe\u0301; हिन्दी में लिखा; 中文字符 in a line.',
    'Running runs ran.',
  ];
  await library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', texts), library.model);
  const { documents, passages, words } = library.store;
  const ids = passages.ofDocument(documents.byPath('/notes/a.md')!.id).map(({ id }) => id);
  using resources = new DisposableStack();
  const db = resources.adopt(openForReading(library.dir), (opened) => opened.close());
  const inIndex = db
    .prepare(
      `SELECT rowid, highlight(passage_fts, 0, '${START}', '${END}') FROM passage_fts WHERE passage_fts MATCH ?`,
    )
    .raw();
  let marked = 0;
  for (const expression of [...expressions(texts), '"cafe"', '"हिन्दी"', '"runs"']) {
    const wanted = new Map(inIndex.all(expression) as [PassageId, string][]);
    const found = words.wordSpans(expression, ids);
    expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [id, spans] of found) {
      const text = passages.byIds([id]).get(id)!.text;
      const pieces = spans.map(({ start, end }) => text.slice(start, end));
      expect(pieces).toEqual(
        [...wanted.get(id)!.matchAll(/\uE100([^\uE101]*)\uE101/g)].map(([, piece]) => piece),
      );
      marked += spans.length;
    }
  }
  expect(marked).toBeGreaterThan(QUERIES);
});

it('keeps nothing of one search for the next', async () => {
  using library = await temporaryLibrary();
  const texts = ['A heron.', 'Another heron.'];
  await library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', texts), library.model);
  const { words } = library.store;
  const [first, second] = words.matchingPassages('"heron"');
  expect(() => words.wordSpans('"heron', [first!])).toThrow(/fts5|syntax|unterminated/);
  expect([...words.wordSpans('"heron"', [first!]).keys()]).toEqual([first]);
  expect([...words.wordSpans('"heron"', [second!]).keys()]).toEqual([second]);
});
