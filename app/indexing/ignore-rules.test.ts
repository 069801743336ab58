import { describe, expect, it } from 'vitest';
import { IgnoreRules } from './ignore-rules.ts';

const ignores = (rules: string, path: string) =>
  new IgnoreRules(rules).ignores(path.replace(/\/$/, ''), path.endsWith('/'));

describe('rules of .gitignore', () => {
  it.each([
    ['*.tmp', 'deep/a.tmp'],
    ['draft.md', 'a/draft.md'],
    ['/draft.md', 'draft.md'],
    ['a/b.md', 'a/b.md'],
    ['build/', 'x/build/'],
    ['**/logs', 'a/b/logs'],
    ['logs/**', 'logs/a'],
    ['a/**/b', 'a/b'],
    ['\\#note.md', '#note.md'],
    ['\\!note.md', '!note.md'],
    ['note\\ ', 'note '],
    ['note.md   ', 'note.md'],
    ['*.md\n!keep.md\nkeep.md', 'keep.md'],
    ['README', 'readme'],
  ])('%j leaves out %s', (rules, path) => expect(ignores(rules, path)).toBe(true));

  it.each([
    ['# *.md', 'a.md'],
    ['', 'a.md'],
    ['/', 'a.md'],
    ['/draft.md', 'a/draft.md'],
    ['a/b.md', 'x/a/b.md'],
    ['build/', 'build'],
    ['logs/**', 'logs/'],
    ['*.md\n!keep.md', 'keep.md'],
    ['[', '['],
    ['a\\', 'a'],
    ['a'.repeat(5_000), 'a'.repeat(5_000)],
  ])('%j lets %s be', (rules, path) => expect(ignores(rules, path)).toBe(false));

  it('end, however they are made', () => {
    const deep = `${'a/'.repeat(200)}a.md`;
    expect(ignores(`${'**/*/'.repeat(300)}b`, deep)).toBe(false);
    expect(ignores(`${'*/****/**/**/'.repeat(60)}*a*a*a*a*a*b`, deep)).toBe(false);
  });
});
