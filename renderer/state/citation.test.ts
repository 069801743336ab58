import { describe, expect, it } from 'vitest';
import { citationOf, linkTo } from './citation.ts';
import type { HitPlace } from './result-list.ts';

function place(path: string, title: string | null): HitPlace {
  const text = 'Cover the roses.\nWater the\nlemon tree.';
  const passage = {
    ...{ passageId: 1, score: 1, cosine: 0.5, percentile: 99, matched: 'meaning' as const, isCode: false },
    heading: ['The garden', 'Autumn'],
    page: 3,
    sentence: { text: '', start: 0, end: 0 },
    passage: { text: '', start: 0, end: 0 },
    readable: { text, sentence: { start: 17, end: text.length }, words: [] },
  };
  const modifiedAt = new Date(2026, 2, 3).getTime();
  return { passage, document: { ...passage, documentId: 1, document: path, title, modifiedAt, more: [] } };
}

describe('what is copied of a hit', () => {
  it('is the sentence and where it stands', () => {
    expect(citationOf(place('/home/me/notes/garden.md', 'The garden'), ['notes', 'garden.md'])).toBe(
      '“Water the lemon tree.” The garden › Autumn, p. 3 (notes / garden.md, 3 Mar 2026)',
    );
  });

  it('is a link that leads to the file from anywhere', () => {
    expect(linkTo(place('/home/me/my notes/a [b].md', 'A [b]'))).toBe(
      '[A \\[b\\]](file:///home/me/my%20notes/a%20%5Bb%5D.md)',
    );
    expect(linkTo(place('C:\\Notes\\ä.md', null))).toBe('[C:\\\\Notes\\\\ä.md](file:///C:/Notes/%C3%A4.md)');
  });
});
