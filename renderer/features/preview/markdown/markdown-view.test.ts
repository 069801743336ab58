import { describe, expect, it } from 'vitest';
import { markdownTree } from './markdown-tree.ts';
import { type Shown, shownMarkdown } from './markdown-view.ts';

/** What is shown, as a line: `form(…)` for boxes, the text as it reads. */
function read(text: string): string {
  const asLine = (piece: Shown): string => {
    if (piece.kind === 'text') return piece.instead ?? text.slice(piece.start, piece.end);
    if (piece.kind === 'box') return `${piece.form}(${piece.children.map(asLine).join('')})`;
    return `[${piece.kind}]`;
  };
  return shownMarkdown(markdownTree(text, 0), text).map(asLine).join('').replaceAll('\n', '⏎');
}

describe('Markdown as it is shown', () => {
  it.each([
    ['# One *two*', 'heading-1(One emphasis(two))'],
    ['One\n===\n\nTwo\n---', 'heading-1(One⏎)⏎heading-2(Two⏎)'],
    ['###### Deep', 'heading-4(Deep)'],
    ['a **b** `c d` ~~e~~', 'paragraph(a strong(b) code(c d) gone(e))'],
    ['one\ntwo', 'paragraph(one⏎two)'],
    ['one  \ntwo', 'paragraph(one[break]⏎two)'],
    ['> one\n> two', 'quote(paragraph(one⏎two))'],
    ['- [x] one\n- [ ] two', 'list(item(paragraph(☑ one)⏎)item(paragraph(☐ two)))'],
    ['3. one\n4. two', 'numbered-list(item(paragraph(one)⏎)item(paragraph(two)))'],
    ['```ts\na\n\n b\n```', 'code-block(a⏎⏎ b)'],
    ['---', '[rule]'],
    ['R&amp;D \\*x\\* &#8212;', 'paragraph(R&D *x* —)'],
    [
      '| a | b |\n|---|---|\n| 1 | 2 |',
      'table(head(row(head-cell(a)head-cell(b)))body(row(cell(1)cell(2))))',
    ],
    ['[web](https://a.b)', 'paragraph(link(web))'],
  ])('%j reads %s', (text, expected) => {
    expect(read(text).replace(/⏎+$/, '')).toBe(expected.replace(/⏎+$/, ''));
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror="alert(1)">',
    '[a link](javascript:alert(1))',
    '![picture](x.png)',
    '[local](file:///etc/passwd)',
  ])('%s is shown as it is written', (text) => {
    expect(read(text)).toContain(text);
    expect(read(text)).not.toContain('link(');
  });

  it('keeps the places of a text that begins further down', () => {
    const text = 'above\n\nHere *it* is.';
    const [paragraph] = shownMarkdown(markdownTree(text.slice(7), 7), text);
    const first = paragraph?.kind === 'box' ? paragraph.children[0] : undefined;
    expect(first).toEqual({ kind: 'text', start: 7, end: 12 });
  });
});
