import { describe, expect, it } from 'vitest';
import type { SearchFacets } from '../../../app/contracts/search.ts';
import { facetSummary, facetsInWords, toggled } from './filter-wording.ts';

const SOURCES = [
  { id: 1, path: '/home/me/notes' },
  { id: 2, path: '/home/me/letters' },
];
const FACETS: SearchFacets = {
  sources: [
    { value: 2, documents: 5 },
    { value: 1, documents: 3 },
  ],
  types: [{ value: 'markdown', documents: 8 }],
  tags: [{ value: 'Garden', documents: 1 }],
  changedWithinDays: [
    { value: 1, documents: 2 },
    { value: 7, documents: 2 },
    { value: 30, documents: 8 },
  ],
};

const shown = (filters = {}, facets: SearchFacets | null = FACETS) => facetsInWords(facets, filters, SOURCES);

describe('filters', () => {
  it('are those that there are values for', () => {
    expect(shown().map(({ name, values }) => [name, values.map((value) => value.name)])).toEqual([
      ['Folder', ['letters', 'notes']],
      ['Type', ['Markdown']],
      ['Changed', ['Today', 'Past month']],
      ['Tag', ['Garden']],
    ]);
  });

  it('of folders need more than one', () => {
    expect(facetsInWords(FACETS, {}, SOURCES.slice(0, 1)).map(({ name }) => name)).not.toContain('Folder');
  });

  it('stay while they are chosen, also where nothing is found with them', () => {
    const [type] = shown({ type: ['html'] }, null);
    expect(type).toMatchObject({
      name: 'Type',
      chosen: [{ name: 'HTML', documents: 0 }],
      values: [{ name: 'HTML' }],
    });
  });

  it('take tags in any case for one', () => {
    expect(shown({ tag: ['garden'] }).at(-1)?.chosen).toEqual([
      { value: 'Garden', name: 'Garden', documents: 1 },
    ]);
  });

  it('take and lose values one by one, a span of time as a whole', () => {
    const facet = (name: string, filters = {}) =>
      shown(filters).find((candidate) => candidate.name === name)!;
    expect(toggled(facet('Folder'), 1)).toEqual({ source: [1] });
    expect(toggled(facet('Folder', { source: [1] }), 2)).toEqual({ source: [1, 2] });
    expect(toggled(facet('Folder', { source: [1, 2] }), 1)).toEqual({ source: [2] });
    expect(toggled(facet('Folder', { source: [2] }), 2)).toEqual({ source: undefined });
    expect(toggled(facet('Changed', { changedWithinDays: 1 }), 30)).toEqual({ changedWithinDays: 30 });
    expect(toggled(facet('Changed', { changedWithinDays: 30 }), 30)).toEqual({
      changedWithinDays: undefined,
    });
  });

  it('say what they look at, and no more than there is room for', () => {
    const names = (...all: string[]) => all.map((name) => ({ value: name, name, documents: 1 }));
    expect(facetSummary({ name: 'Tag', chosen: [] })).toBe('Tag');
    expect(facetSummary({ name: 'Tag', chosen: names('a', 'b') })).toBe('a, b');
    expect(facetSummary({ name: 'Tag', chosen: names('a', 'b', 'c') })).toBe('a and 2 more');
  });
});
