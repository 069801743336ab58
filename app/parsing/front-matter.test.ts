import { describe, expect, it } from 'vitest';
import { readFrontMatter } from './front-matter.ts';

describe('readFrontMatter', () => {
  it('reads title and tags from YAML', () => {
    const text = '---\ntitle: "A: b"\ntags:\n  - one\n  - "#two"\nkeywords: three, four\n---\nText';
    expect(readFrontMatter(text)).toEqual({
      title: 'A: b',
      tags: ['one', 'two', 'three', 'four'],
      bodyStart: text.indexOf('Text'),
    });
  });

  it.each([
    ['numbers and dates as they are written', '---\ntitle: 2024-01-02\n---\n', '2024-01-02'],
    ['a title that is no valid YAML', '---\ntitle: Rust: a tour\nx: [\n---\n', 'Rust: a tour'],
    ['lines ending in CR LF after a byte order mark', '\uFEFF---\r\ntitle: A\r\n---\r\n', 'A'],
  ])('reads %s', (_, text, title) => {
    expect(readFrontMatter(text)).toEqual({ title, tags: [], bodyStart: text.length });
  });

  it.each([
    ['empty front matter', '---\n---\nText'],
    ['TOML', '+++\ntitle = "A"\n+++\nText'],
    ['nested values', '---\ntitle: [a]\ntags: {a: b}\n---\nText'],
    ['aliases, which could grow without end', '---\na: &a [x, x]\nb: [*a, *a]\n---\nText'],
    ['deep nesting', `---\na: ${'['.repeat(20_000)}\n---\nText`],
  ])('keeps %s out of the text', (_, text) => {
    expect(readFrontMatter(text)).toEqual({ title: null, tags: [], bodyStart: text.indexOf('Text') });
  });

  it.each([
    ['a text between rules', '---\nOnce upon a time\n\n---\nText'],
    ['an unfinished block', '---\ntitle: A\nText'],
    ['a block further down', 'Text\n---\ntitle: A\n---\n'],
  ])('leaves %s alone', (_, text) => {
    expect(readFrontMatter(text)).toEqual({ title: null, tags: [], bodyStart: 0 });
  });
});
