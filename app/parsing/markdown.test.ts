import { describe, expect, it } from 'vitest';
import { expectLawful } from './document-laws.ts';
import { parseMarkdown } from './markdown.ts';

const GARDEN = `---
title: The Garden
tags: [plants, "#water"]
---
# Planting *early*

Roses need **sun**, &amp; water\\*,
and a [fence](https://example.org/fence "why") ![a rose](rose.png).

> Whoever plants a garden
> believes in tomorrow.

Tools
-----

1. spade
   - [ ] sharpen \`it\`
2. rake

| plant | height |
| --- | --- |
| rose | 1 m |
| oak \\| elm | 30 m |

\`\`\`sh
  water --slowly

plant
\`\`\`

<div>Old <b>html</b> &lt;here&gt;<br>and there</div>

See [[Roses|the roses]] and ![[map.png]], #garden/roses, #12.[^1]

[^1]: From my aunt.

[fence]: https://example.org
`;

describe('parseMarkdown', () => {
  it('reads a document as blocks under their headings', () => {
    const document = parseMarkdown(GARDEN);
    expect(document.title).toBe('The Garden');
    expect(document.tags).toEqual(['plants', 'water', 'garden/roses']);
    const early = ['Planting early'];
    const tools = ['Planting early', 'Tools'];
    expect(document.blocks.map((block) => [block.kind, block.headingPath, block.text])).toEqual([
      ['heading', [], 'Planting early'],
      ['paragraph', early, 'Roses need sun, & water*, and a fence a rose.'],
      ['quote', early, 'Whoever plants a garden believes in tomorrow.'],
      ['heading', early, 'Tools'],
      ['list', tools, 'spade\nsharpen it\nrake'],
      ['table', tools, 'plant | height\nrose | 1 m\noak | elm | 30 m'],
      ['code', tools, '  water --slowly\nplant'],
      ['paragraph', tools, 'Old html <here>\nand there'],
      ['paragraph', tools, 'See the roses and map.png, #garden/roses, #12.'],
      ['paragraph', tools, 'From my aunt.'],
    ]);
    expectLawful(document);
  });

  it('takes the decoded file as the document text, so that spans hold in the file', () => {
    for (const source of [GARDEN, `\uFEFF${GARDEN}`, GARDEN.replaceAll('\n', '\r\n')]) {
      const { text, blocks } = parseMarkdown(source);
      expect(text).toBe(source);
      const list = blocks.find((block) => block.kind === 'list');
      expect(text.slice(list!.span.start, list!.span.end)).toMatch(
        /^1\. spade\r?\n {3}- \[ \] .*\r?\n2\. rake$/,
      );
      expect(blocks.map((block) => block.text)).toEqual(
        parseMarkdown(GARDEN).blocks.map((block) => block.text),
      );
      expectLawful(parseMarkdown(source));
    }
  });

  it.each([
    ['emphasis and code', '*a* __b__ ~~c~~ ``d ` e``', 'a b c d ` e'],
    ['character references', '&copy; &#8212; &unknown; &nbsp;x', '© — &unknown;  x'],
    [
      'bare and bracketed addresses',
      'www.example.org <https://a.b/_c_> <me@a.b>',
      'www.example.org https://a.b/_c_ me@a.b',
    ],
    ['reference links', '[shown][r] [r]\n\n[r]: /to "title"', 'shown r'],
    ['hard breaks', 'one  \ntwo\\\nthree<br/>four', 'one\ntwo\nthree\nfour'],
    ['lines wrapped in Chinese', '今天天气\n很好', '今天天气很好'],
    ['tabs and quotes inside lists', '-\ta\n\n\t> b\n\t> c', 'a\nb c'],
    ['comments', 'before <!-- not read --> after', 'before  after'],
    ['escaped wiki links in tables', '| a |\n|---|\n| [[b\\|c]] |', 'a\nc'],
    ['brackets of shell code', '`if [[ -f x ]]` and [[y]]', 'if [[ -f x ]] and y'],
    ['nested quotes', '> a\n>> b\n>\n> c', 'a\nb\nc'],
  ])('reads %s', (_, source, expected) => {
    const document = parseMarkdown(source);
    expect(document.blocks.map((block) => block.text).join('\n')).toBe(expected);
    expectLawful(document);
  });

  it('takes the first heading of level 1 for the title when there is no other', () => {
    expect(parseMarkdown('## Two\n\n# One\n\n# Other').title).toBe('One');
    expect(parseMarkdown('## Two').title).toBeNull();
  });

  it('ends sections at headings of the same or a higher level', () => {
    const document = parseMarkdown('# A\n### B\nb\n## C\nc\n# D\nd');
    const paths = document.blocks
      .filter((block) => block.kind === 'paragraph')
      .map((block) => block.headingPath);
    expect(paths).toEqual([['A', 'B'], ['A', 'C'], ['D']]);
  });

  it('finds tags in prose alone', () => {
    const source = '#idea and #Idea, a#b, `#code`, [x](#part)\n\n```\n#fence\n```\n\n(#two_words) #2024 #a1';
    expect(parseMarkdown(source).tags).toEqual(['idea', 'two_words', 'a1']);
  });

  it('continues long lists, tables and code in further blocks', () => {
    const item = 'a fairly ordinary item of a list that goes on';
    const sources = [
      `- ${item}\n  - ${item}\n`.repeat(40),
      `    ${item}\n`.repeat(80),
      `> ${item}\n>\n`.repeat(80),
    ];
    for (const source of sources) {
      const document = parseMarkdown(source);
      expect(document.blocks.length).toBeGreaterThan(2);
      for (const block of document.blocks) expect(block.text.length).toBeLessThan(1_600);
      expect(document.blocks.map((block) => block.text).join('\n')).toBe(Array(80).fill(item).join('\n'));
      expectLawful(document);
    }
  });

  it('reads a long document, which is cut for the tokenizer, like a short one', () => {
    const body = GARDEN.slice(GARDEN.indexOf('# Planting'), GARDEN.indexOf('[^1]: From'));
    const definition = '\n[^1]: From my aunt.\n';
    const once = parseMarkdown(`${body}${definition}`).blocks.map((block) => block.text);
    const document = parseMarkdown(`${body.repeat(100)}${definition}`);
    const expected = Array.from({ length: 100 }, () => once.slice(0, -1)).flat();
    expect(document.blocks.map((block) => block.text)).toEqual([...expected, 'From my aunt.']);
    expectLawful(document);
  });

  it('keeps its laws on scrambled Markdown', () => {
    const pieces = GARDEN.split(/(?<=[ \n*[\]`|>-])/);
    for (let round = 0; round < 60; round++) {
      const scrambled = pieces.map(
        (_, index) => pieces[(index * (round * 2 + 1) * 7 + round) % pieces.length],
      );
      expectLawful(parseMarkdown(scrambled.join('')));
    }
  });

  describe('hostile input', () => {
    const HOSTILE: Record<string, string> = {
      'deep quotes': `${'> '.repeat(50_000)}here`,
      'deep lists': `${'- '.repeat(50_000)}here`,
      'deep indents': Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth * 2)}- here`).join('\n'),
      brackets: `${'['.repeat(50_000)}here`,
      'image brackets': `${'!['.repeat(50_000)}here`,
      links: `${'[a]('.repeat(50_000)} here`,
      stars: `${'*a_ '.repeat(50_000)}here`,
      'code marks': `${'`a``'.repeat(50_000)} here`,
      tables: `${'|a'.repeat(50_000)}\n${'|-'.repeat(50_000)}\n here`,
      'lines without end': `${'a\n'.repeat(300_000)}here`,
      'open tags': `${'<div>'.repeat(50_000)}here`,
    };
    it.each(Object.keys(HOSTILE))('%s are read as plain text', (name) => {
      const document = parseMarkdown(HOSTILE[name]!);
      expect(document.blocks.some((block) => block.text.includes('here'))).toBe(true);
      expectLawful(document);
    });
  });
});
