import { describe, expect, it } from 'vitest';
import { compileGlob } from './glob.ts';

const fits = (pattern: string, path: string) => compileGlob(pattern)?.(path);

describe('a glob', () => {
  it.each([
    ['a.md', 'a.md'],
    ['A.md', 'a.MD'],
    ['*.md', 'a.md'],
    ['*', '.hidden'],
    ['a*b*c', 'a-b-b-c'],
    ['?.md', '語.md'],
    ['[a-c].md', 'b.md'],
    ['[!a-c].md', 'd.md'],
    ['[^a-c].md', 'd.md'],
    ['[]x].md', '].md'],
    ['[[:digit:][:space:]]', '7'],
    ['[a\\-c]', '-'],
    ['\\*.md', '*.md'],
    ['**/a.md', 'a.md'],
    ['**/a.md', 'x/y/a.md'],
    ['x/**/a.md', 'x/a.md'],
    ['x/**/**/a.md', 'x/y/z/a.md'],
    ['x/**', 'x/y/z'],
    ['/notes/*/a.md', '/notes/x/a.md'],
    ['a**b', 'a-b'],
  ])('%s fits %s', (pattern, path) => expect(fits(pattern, path)).toBe(true));

  it.each([
    ['a.md', 'b/a.md'],
    ['*.md', 'b/a.md'],
    ['a?c', 'a/c'],
    ['[a-c].md', 'd.md'],
    ['[!a]b', '/b'],
    ['x/**', 'x'],
    ['x/**/a.md', 'y/x/a.md'],
    ['a**b', 'a/b'],
    ['\\*.md', 'a.md'],
  ])('%s does not fit %s', (pattern, path) => expect(fits(pattern, path)).toBe(false));

  it.each(['[a', 'a\\', 'x/[[:none:]]', '[z\\'])('%s is none', (pattern) =>
    expect(compileGlob(pattern)).toBeNull(),
  );

  it('takes no more time than it has letters to compare, however it is made', () => {
    const name = 'a'.repeat(250);
    const deep = 'a/'.repeat(2_000);
    expect(fits(`${'*a'.repeat(120)}*b`, name)).toBe(false);
    expect(fits(`${'**/*a*/'.repeat(200)}b`, deep)).toBe(false);
    expect(fits(`${'**/'.repeat(1_000)}b`, deep)).toBe(false);
  });
});
