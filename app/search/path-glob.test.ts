import { describe, expect, it } from 'vitest';
import { pathMatcher } from './path-glob.ts';

const fits = (pattern: string, path: string) => pathMatcher(pattern)(path);

describe('a pattern for paths', () => {
  it.each([
    ['garden', '/notes/My Garden/roses.md'],
    ['*.md', '/notes/garden/roses.md'],
    ['garden/**', '/notes/garden/deep/soil.txt'],
    ['/notes/*/roses.md', '/notes/garden/roses.md'],
    ['*.{md,txt}', '/notes/soil.txt'],
    ['{garden,kitchen}/{roses,s*}.{md,txt}', '/notes/kitchen/soup.md'],
    ['{a,{b,c}}.md', '/notes/c.md'],
    ['[draft', '/notes/[draft.md'],
    ['{a,b', '/notes/{a,b.md'],
  ])('%s fits %s', (pattern, path) => expect(fits(pattern, path)).toBe(true));

  it.each([
    ['*.md', '/notes/soil.txt'],
    ['/garden/*', '/notes/garden/roses.md'],
    ['*.{md,txt}', '/notes/soil.org'],
  ])('%s does not fit %s', (pattern, path) => expect(fits(pattern, path)).toBe(false));

  it('ends, however it is made', () => {
    const path = `/notes/${'a'.repeat(200)}c.md`;
    for (const pattern of [
      '**/*(*a)b',
      '*a'.repeat(60),
      '{a,'.repeat(3_000),
      `${'{a,b}'.repeat(1_000)}*`,
      '{'.repeat(9_000),
    ])
      expect(fits(pattern, path)).toBe(false);
  });
});
