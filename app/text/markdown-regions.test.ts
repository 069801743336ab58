import { describe, expect, it } from 'vitest';
import { markdownRegions } from './markdown-regions.ts';

const PARAGRAPH = `${'word '.repeat(30)}\n\n`;

describe('markdownRegions', () => {
  it('leaves short documents whole', () => {
    expect(markdownRegions(PARAGRAPH, 0)).toEqual([{ start: 0, end: PARAGRAPH.length, isMarkdown: true }]);
    expect(markdownRegions('', 0)).toEqual([]);
  });

  it('cuts long documents without leaving anything out', () => {
    const text = PARAGRAPH.repeat(500);
    const regions = markdownRegions(text, 7);
    expect(regions.length).toBeGreaterThan(5);
    expect(regions[0]!.start).toBe(7);
    expect(regions.at(-1)!.end).toBe(text.length);
    for (const [index, region] of regions.entries()) {
      expect(region.isMarkdown).toBe(true);
      if (index > 0) expect(region.start).toBe(regions[index - 1]!.end);
      if (index > 0) expect(text.slice(region.start - 2, region.start + 4)).toBe('\n\nword');
    }
  });

  it('cuts long lists between their top-level items', () => {
    const text = '- item\n  - nested item\n'.repeat(2_000);
    const regions = markdownRegions(text, 0);
    expect(regions.length).toBeGreaterThan(2);
    for (const region of regions) expect(text.slice(region.start, region.start + 6)).toBe('- item');
  });

  it.each([
    ['fenced code', '```\n', '```\n'],
    ['fenced code in a list', '- ~~~~ sh\n', '  ~~~~\n'],
    ['a comment', '<!-- start\n', '-->\n'],
    ['preformatted HTML', '<pre>\n', '</pre>\n'],
    ['an indented list item', '- item\n\n  ', '\n'],
  ])('does not cut inside %s', (_, opening, closing) => {
    const inside = opening.startsWith('- item') ? PARAGRAPH.replaceAll('\n\n', '\n\n  ') : PARAGRAPH;
    const block = opening + inside.repeat(200) + closing;
    const text = `${block}\n${PARAGRAPH.repeat(100)}`;
    const [first, second] = markdownRegions(text, 0);
    expect(first!.end).toBeGreaterThanOrEqual(block.trimEnd().length);
    expect(second).toBeDefined();
  });

  it('gives only the hostile part of a document up', () => {
    const text = `${PARAGRAPH.repeat(80)}${'*a_ '.repeat(5_000)}\n\n${PARAGRAPH.repeat(200)}`;
    expect(markdownRegions(text, 0).filter((region) => !region.isMarkdown)).toHaveLength(1);
  });

  it('takes many marks for granted in long lists and tables', () => {
    const text = `${'- [a](b), *c*\n'.repeat(3_000)}\n${'| `a` | b |\n'.repeat(3_000)}`;
    expect(markdownRegions(text, 0).every((region) => region.isMarkdown)).toBe(true);
  });
});
