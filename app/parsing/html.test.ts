import { describe, expect, it } from 'vitest';
import { expectLawful } from './document-laws.ts';
import { parseHtml } from './html.ts';

const PAGE = `<!doctype html><html><head><title> Bees &amp;
 honey </title><meta name="Keywords" content="bees, honey, bees"><style>p { color: red }</style></head>
<body><nav><ul><li>Home</ul></nav>
<h1>About <em>bees</em></h1>
loose text <script>alert("never")</script>
<p>A para&shy;graph&nbsp;of<br>two <!-- no --> lines.
<ul><li>wax<ul><li>candles</ul><li><p>honey</p></ul>
<h2>Hives</h2>
<table><tr><th>kind<th>frames<tr><td><p>Dadant</p></td><td>12</td></tr><tr><td></td><td>?</td></tr></table>
<pre>
  hive {
    open
</pre>
<blockquote><p>Busy.<p>Very busy.</blockquote>
<template>kept</template><p hidden>hidden</p><img alt="A bee" src="bee.png">
</body></html>`;

describe('parseHtml', () => {
  it('reads a page as blocks under their headings', () => {
    const document = parseHtml(PAGE);
    expect(document.title).toBe('Bees & honey');
    expect(document.tags).toEqual(['bees', 'honey']);
    const bees = ['About bees'];
    const hives = ['About bees', 'Hives'];
    expect(document.blocks.map((block) => [block.kind, block.headingPath, block.text])).toEqual([
      ['heading', [], 'About bees'],
      ['paragraph', bees, 'loose text'],
      ['paragraph', bees, 'A paragraph of\ntwo lines.'],
      ['list', bees, 'wax\ncandles\nhoney'],
      ['heading', bees, 'Hives'],
      ['table', hives, 'kind | frames\nDadant | 12\n?'],
      ['code', hives, '  hive {\n    open'],
      ['quote', hives, 'Busy.\nVery busy.'],
      ['paragraph', hives, 'A bee'],
    ]);
    expectLawful(document);
  });

  it('takes the extracted text as the document text', () => {
    const { text, blocks } = parseHtml(PAGE);
    expect(text).toBe(blocks.map((block) => block.text).join('\n\n'));
    for (const block of blocks) expect(text.slice(block.span.start, block.span.end)).toBe(block.text);
  });

  it('takes the first h1 for the title when there is no other', () => {
    expect(parseHtml('<title> </title><h1>One</h1><h1>Two</h1>').title).toBe('One');
    expect(parseHtml('<p>Text').title).toBeNull();
  });

  it('lets a heading interrupt the list or table that it stands in', () => {
    const document = parseHtml('<table><tr><td>menu<td><h1>Page</h1><p>Text</table>');
    expect(document.blocks.map((block) => [block.kind, block.text, block.headingPath])).toEqual([
      ['table', 'menu', []],
      ['heading', 'Page', []],
      ['table', 'Text', ['Page']],
    ]);
  });

  it('continues long lists in further blocks', () => {
    const document = parseHtml(`<ul>${'<li>a fairly ordinary item'.repeat(200)}</ul>`);
    expect(document.blocks.length).toBeGreaterThan(2);
    for (const block of document.blocks) expect(block).toMatchObject({ kind: 'list' });
    expectLawful(document);
  });

  it.each(['<div>', '<b>', '<table><tr><td>', '<svg><g>'])(
    'refuses %s nested beyond what a browser shows',
    (tags) => {
      expect(() => parseHtml(tags.repeat(20_000))).toThrow(
        expect.objectContaining({ code: 'parse.too-deep' }),
      );
    },
  );
});
