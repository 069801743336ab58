import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Missing } from '../harness/bench-folder.ts';
import { markdownNote, passagesOf, sentencesOf } from './markdown-note.ts';
import { shuffledDocuments, sourceFiles } from './source-text.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semblance-corpora-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DOCUMENTS = Array.from({ length: 30 }, (_, i) => [
  `Document number ${i} begins here. It has two sentences.`,
  `Its second paragraph says ${i} again.`,
]);

function writeSource(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, DOCUMENTS.map((paragraphs) => `${paragraphs.join('\n')}\n`).join('\n'));
  return path;
}

describe('source texts', () => {
  it('are read in an order that mixes them and is always the same', async () => {
    const first = await shuffledDocuments(writeSource('a.txt'));
    expect(first).toEqual(await shuffledDocuments(writeSource('b.txt')));
    expect(first).not.toEqual(DOCUMENTS);
    expect(first.toSorted()).toEqual(DOCUMENTS.toSorted());
  });

  it('are the text files of a folder, in the order of their names', () => {
    for (const name of ['b.txt', 'a.txt.xz', 'notes.md']) writeSource(name);
    expect(sourceFiles(folder)).toEqual([join(folder, 'a.txt.xz'), join(folder, 'b.txt')]);
  });

  it('are asked for where there are none', () => {
    expect(() => sourceFiles(folder)).toThrow(Missing);
    expect(() => sourceFiles(join(folder, 'nowhere'))).toThrow(Missing);
  });
});

describe('a note', () => {
  const paragraphs = Array.from({ length: 6 }, (_, i) => `Paragraph ${i} is short. It ends here.`);

  it('has a title, a heading every few paragraphs, and all of its text', () => {
    const note = markdownNote(paragraphs);
    expect(note.text.match(/^#+ .*$/gm)).toEqual([
      '# Paragraph 0 is short It ends here',
      '## Paragraph 5 is short It',
    ]);
    expect(passagesOf(note)).toEqual(paragraphs);
    expect(sentencesOf(note)).toHaveLength(12);
  });

  it('has a place that depends on its text alone', () => {
    expect(markdownNote(paragraphs).path).toBe(markdownNote([...paragraphs]).path);
    expect(markdownNote(paragraphs).path).not.toBe(markdownNote(paragraphs.slice(1)).path);
    expect(markdownNote(paragraphs).path).toMatch(
      /^[0-9a-f]{2}.paragraph-0-is-short-it-ends-here-[0-9a-f]{8}\.md$/,
    );
  });
});
