import { describe, expect, it } from 'vitest';
import { parseQuery } from './query-syntax.ts';

describe('the query language', () => {
  it('takes plain words as meaning and words', () => {
    const query = parseQuery('ending a lease Early');
    expect(query).toMatchObject({ text: 'ending a lease Early', words: ['ending', 'a', 'lease', 'early'] });
  });

  it('requires quoted phrases and still asks for their meaning', () => {
    const query = parseQuery('tenant "notice period"');
    expect(query).toMatchObject({ text: 'tenant notice period', phrases: ['notice period'] });
  });

  it('excludes words and phrases after a minus', () => {
    const query = parseQuery('jaguar -car -"sports club"');
    expect(query).toMatchObject({ text: 'jaguar', excluded: ['car', 'sports club'] });
  });

  it('keeps hyphens and minus signs inside words as text', () => {
    expect(parseQuery('well-being - or not')).toMatchObject({ text: 'well-being - or not', excluded: [] });
  });

  it('filters documents by path, type, tag and date', () => {
    const { text, documents } = parseQuery(
      'roses path:garden/** type:markdown tag:#Spring after:2025-03 before:2026',
    );
    expect(text).toBe('roses');
    expect(documents).toEqual({
      paths: [['garden/**']],
      types: ['markdown'],
      tags: [['spring']],
      after: new Date(2025, 2, 1).getTime(),
      before: new Date(2026, 0, 1).getTime(),
    });
  });

  it('takes quoted operator values whole', () => {
    expect(parseQuery('cake in:"Main dishes" path:"My Notes/**"')).toMatchObject({
      headings: ['Main dishes'],
      documents: { paths: [['My Notes/**']] },
    });
  });

  it('searches an impossible date as text and says so', () => {
    const query = parseQuery('report after:2025-02-31');
    expect(query.text).toBe('report after:2025-02-31');
    expect(query.notes[0]).toContain('2025-02-31');
  });

  it.each(['', '   ', '""', '- !', 'path:notes/**'])('refuses %j, which asks for nothing', (text) => {
    expect(() => parseQuery(text)).toThrow(expect.objectContaining({ code: 'query.empty' }));
  });

  it('never throws anything else, whatever is typed', () => {
    const pieces = ['"', '-', ':', 'path:', 'in:"', ' ', 'a', 'ü', '🙂', '\u0000', '(', 'NEAR', '*', "'"];
    let seed = 7;
    const next = () => (seed = (seed * 48271) % 2147483647);
    for (let round = 0; round < 2_000; round++) {
      const text = Array.from({ length: next() % 12 }, () => pieces[next() % pieces.length]).join('');
      try {
        expect(parseQuery(text).words.length).toBeLessThanOrEqual(text.length);
      } catch (error) {
        expect(error).toMatchObject({ code: 'query.empty' });
      }
    }
  });
});
