import { describe, expect, it } from 'vitest';
import type { Block, BlockKind, OffsetRun, ParsedDocument, PassageDraft } from '../contracts/document.ts';
import { segmentBlocks } from './segment-blocks.ts';

describe('segmentBlocks', () => {
  it('makes each block a passage with its sentences', () => {
    const document = documentOf(['paragraph', 'One here. Two there.'], ['quote', 'Three.']);
    expect(segmentBlocks(document).map((passage) => [passage.kind, sentencesOf(passage)])).toEqual([
      ['paragraph', ['One here.', 'Two there.']],
      ['quote', ['Three.']],
    ]);
  });

  it('places sentences in the document through the markup', () => {
    const document = documentOf(['paragraph', 'Salt *&* pepper. *Both* of *them.*']);
    const [passage] = segmentBlocks(document);
    expect(sentencesOf(passage!)).toEqual(['Salt & pepper.', 'Both of them.']);
    expect(sourcesOf(document, passage!)).toEqual(['Salt *&* pepper.', 'Both* of *them.']);
  });

  it('takes lines of code and rows of a table as sentences', () => {
    const document = documentOf(
      ['code', 'if (a) {\n  return b.c;\n}'],
      ['table', 'Name | Age\nDr. Who. Not me. | 900'],
    );
    expect(segmentBlocks(document).map(sentencesOf)).toEqual([
      ['if (a) {', 'return b.c;'],
      ['Name | Age', 'Dr. Who. Not me. | 900'],
    ]);
  });

  it('takes the lines of a list as sentences at least', () => {
    const [passage] = segmentBlocks(documentOf(['list', 'milk\nbread. Two loaves.']));
    expect(sentencesOf(passage!)).toEqual(['milk', 'bread.', 'Two loaves.']);
  });

  describe('headings', () => {
    const underA = { headingPath: ['A'] };

    it('are no passages when something stands under them', () => {
      const document = documentOf(['heading', 'A'], ['paragraph', 'Text.', underA]);
      expect(segmentBlocks(document).map((passage) => [passage.text, passage.headingPath])).toEqual([
        ['Text.', ['A']],
      ]);
    });

    it('are no passages when only a heading stands under them, which is one', () => {
      const document = documentOf(['heading', 'A'], ['heading', 'B', underA]);
      expect(segmentBlocks(document).map((passage) => [passage.text, passage.headingPath])).toEqual([
        ['B', ['A']],
      ]);
    });

    it('are passages when nothing stands under them', () => {
      const document = documentOf(
        ['heading', 'Call Ada'],
        ['heading', 'A'],
        ['heading', 'Empty', underA],
        ['heading', 'Last', underA],
        ['paragraph', '***', { headingPath: ['A', 'Last'] }],
      );
      expect(segmentBlocks(document).map((passage) => passage.text)).toEqual(['Call Ada', 'Empty', 'Last']);
    });
  });

  describe('lead-ins', () => {
    it('make one passage with the block that they introduce', () => {
      const document = documentOf(['paragraph', 'Run *this*:'], ['code', 'npm test\nnpm start']);
      const passages = segmentBlocks(document);
      expect(passages).toHaveLength(1);
      expect(passages[0]).toMatchObject({ kind: 'code', text: 'Run this:\nnpm test\nnpm start' });
      expect(passages[0]!.span).toEqual({ start: 0, end: document.text.length });
      expect(sentencesOf(passages[0]!)).toEqual(['Run this:', 'npm test', 'npm start']);
      expect(sourcesOf(document, passages[0]!)).toEqual(['Run *this*:', 'npm test', 'npm start']);
    });

    it('stay alone before prose, and when they are long', () => {
      const long = `${'Quite a long story '.repeat(12)}:`;
      const document = documentOf(['paragraph', 'So:'], ['paragraph', long], ['list', 'milk']);
      expect(segmentBlocks(document)).toHaveLength(3);
    });
  });

  it('cuts very long blocks between sentences', () => {
    const document = documentOf(['paragraph', 'A *sentence* of some length. '.repeat(1_000).trim()]);
    const passages = segmentBlocks(document);
    expect(passages.length).toBeGreaterThan(3);
    expect(passages.flatMap(sentencesOf)).toEqual(Array(1_000).fill('A sentence of some length.'));
    expect(new Set(passages.flatMap((passage) => sourcesOf(document, passage)))).toEqual(
      new Set(['A *sentence* of some length.']),
    );
    for (const { text, span } of passages) {
      expect(text.length).toBeLessThanOrEqual(6_000);
      expect(document.text.slice(span.start, span.end).replaceAll('*', '')).toBe(text);
    }
  });

  it('leaves out what has neither letter nor digit', () => {
    expect(segmentBlocks(documentOf(['paragraph', '***'], ['code', '{}']))).toEqual([]);
  });

  it('carries the page', () => {
    const document = documentOf(['paragraph', 'Text.', { page: 3 }]);
    expect(segmentBlocks(document)[0]!.page).toBe(3);
  });
});

/** A document in a toy markup: stars are markup, all else is text. */
function documentOf(...sources: [BlockKind, string, Partial<Block>?][]): ParsedDocument {
  let text = '';
  const blocks = sources.map(([kind, source, more]): Block => {
    const start = text.length === 0 ? 0 : text.length + 2;
    text += `${start === 0 ? '' : '\n\n'}${source}`;
    const isMarked = /\w/.test(source);
    const runs = isMarked ? runsOf(source, start) : [run(0, start, source.length)];
    const readable = isMarked ? source.replaceAll('*', '') : source;
    return { kind, span: { start, end: text.length }, text: readable, runs, headingPath: [], ...more };
  });
  return { text, title: null, tags: [], blocks };
}

function runsOf(source: string, start: number): OffsetRun[] {
  let at = 0;
  return Array.from(source.matchAll(/[^*]+/g), (match) => {
    const placed = run(at, start + match.index, match[0].length);
    at += match[0].length;
    return placed;
  });
}

function run(at: number, source: number, length: number): OffsetRun {
  return { at, source, length, sourceLength: length };
}

function sentencesOf(passage: PassageDraft): string[] {
  return passage.sentences.map(({ textSpan }) => passage.text.slice(textSpan.start, textSpan.end));
}

function sourcesOf(document: ParsedDocument, passage: PassageDraft): string[] {
  return passage.sentences.map(({ span }) => document.text.slice(span.start, span.end));
}
