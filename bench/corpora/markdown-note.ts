import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMarkdown } from '../../app/parsing/markdown.ts';
import { segmentBlocks } from '../../app/segmentation/segment-blocks.ts';
import type { SourceDocument } from './source-text.ts';

const TITLE_WORDS = 7;
const HEADING_WORDS = 5;
/** A heading stands before every so many paragraphs. */
const PARAGRAPHS_PER_SECTION = 5;

export interface MarkdownNote {
  /** Relative to the folder of notes; a few dozen notes share a folder. */
  readonly path: string;
  readonly text: string;
}

/** A document as a note: a title, and headings over its sections, each made of the words that follow. */
export function markdownNote(document: SourceDocument): MarkdownNote {
  const title = firstWords(document[0] ?? '', TITLE_WORDS);
  const parts = document.flatMap((paragraph, at) => {
    if (at === 0) return [`# ${title}`, paragraph];
    const opens = at % PARAGRAPHS_PER_SECTION === 0;
    return opens ? [`## ${firstWords(paragraph, HEADING_WORDS)}`, paragraph] : [paragraph];
  });
  const text = `${parts.join('\n\n')}\n`;
  const id = createHash('sha256').update(text).digest('hex');
  return { path: join(id.slice(0, 2), `${slug(title)}-${id.slice(0, 8)}.md`), text };
}

/** The notes of a folder, one after the other. */
export function* notesIn(folder: string): Generator<MarkdownNote> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of names.filter((name) => name.endsWith('.md')).sort())
    yield { path, text: readFileSync(join(folder, path), 'utf8') };
}

/** The paragraphs that the program finds in a note. */
export function passagesOf({ text }: MarkdownNote): string[] {
  return segmentBlocks(parseMarkdown(text)).map((passage) => passage.text);
}

/** The sentences that the program finds in a note. */
export function sentencesOf({ text }: MarkdownNote): string[] {
  return segmentBlocks(parseMarkdown(text)).flatMap((passage) =>
    passage.kind === 'code'
      ? []
      : passage.sentences.map(({ textSpan }) => passage.text.slice(textSpan.start, textSpan.end)),
  );
}

function firstWords(paragraph: string, count: number): string {
  return (paragraph.match(/[\p{L}\p{N}]+/gu) ?? ['Untitled']).slice(0, count).join(' ');
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 40);
}
