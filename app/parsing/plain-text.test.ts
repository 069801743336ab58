import { describe, expect, it } from 'vitest';
import { expectLawful } from './document-laws.ts';
import { parsePlainText } from './plain-text.ts';

const WRAPPED = `It was a bright cold day in a month that had too few of them,
and the clocks of the town were striking one after the other.

  A second paragraph is indented and stands here for the sake
  of its white space.`;

describe('parsePlainText', () => {
  it('parts paragraphs at empty lines and joins wrapped lines', () => {
    const document = parsePlainText(WRAPPED);
    expect(textsOf(WRAPPED)).toEqual([
      'It was a bright cold day in a month that had too few of them, and the clocks of the town were striking one after the other.',
      'A second paragraph is indented and stands here for the sake of its white space.',
    ]);
    expect(document).toMatchObject({ title: null, tags: [], text: WRAPPED });
    expectLawful(document);
  });

  it.each([
    ['verse', 'The sea is calm.\nThe tide is full.', 'The sea is calm.\nThe tide is full.'],
    ['a line for each paragraph', `${'long '.repeat(40)}\nnext`, `${'long '.repeat(40).trim()}\nnext`],
    ['old line ends', 'one\rtwo\r\nthree', 'one\ntwo\nthree'],
  ])('keeps the lines of %s', (_, source, expected) => {
    expect(textsOf(source)).toEqual([expected]);
    expectLawful(parsePlainText(source));
  });

  it('breaks wrapped text before list markers', () => {
    const source = '- milk, but only the kind that comes in glass bottles from\n  the farm\n2. bread';
    const [list] = parsePlainText(source).blocks;
    expect(list).toMatchObject({ kind: 'list' });
    expect(list!.text).toBe('- milk, but only the kind that comes in glass bottles from the farm\n2. bread');
  });

  it('continues long lists of lines in further blocks', () => {
    const document = parsePlainText('a line of a log file\n'.repeat(500));
    expect(document.blocks.length).toBeGreaterThan(5);
    for (const block of document.blocks) expect(block.text.length).toBeLessThan(1_600);
    expectLawful(document);
  });

  it('keeps a byte order mark in the document text and out of the blocks', () => {
    const document = parsePlainText('\uFEFFHello');
    expect(document.text).toBe('\uFEFFHello');
    expect(document.blocks[0]).toMatchObject({ text: 'Hello', span: { start: 1, end: 6 } });
  });

  it('finds nothing in white space', () => {
    expect(textsOf('')).toEqual([]);
    expect(textsOf(' \n\t\r\n')).toEqual([]);
  });

  it('says in white space alone what the document says', () => {
    const fold = (text: string) => text.replace(/\s+/g, ' ').trim();
    for (const source of [WRAPPED, WRAPPED.replaceAll('\n', '\r\n'), 'a\n\nb\n- c\n']) {
      for (const { span, text } of parsePlainText(source).blocks) {
        expect(fold(source.slice(span.start, span.end))).toBe(fold(text));
      }
      expect(fold(textsOf(source).join(' '))).toBe(fold(source));
    }
  });
});

function textsOf(source: string): string[] {
  return parsePlainText(source).blocks.map((block) => block.text);
}
