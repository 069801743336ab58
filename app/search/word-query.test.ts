import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { parseQuery } from './query-syntax.ts';
import { buildWordQuery } from './word-query.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
  const paragraphs = Array.from({ length: 60 }, (_, i) => `The note ${i} is of the usual kind.`);
  paragraphs.push('The heron stands in the reeds.', 'A heron and an egret hunt the pond.');
  await library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', paragraphs), library.model);
});
afterEach(() => library[Symbol.dispose]());

const build = (query: string) =>
  buildWordQuery(parseQuery(query), library.store.words, library.store.documents.passageCount());
const found = (query: string) => {
  const { candidates } = build(query);
  return candidates === null ? 0 : library.store.words.match(candidates, 100).length;
};

describe('what the full-text index is asked', () => {
  it('lets rare words find candidates, not the ones that stand everywhere', () => {
    expect(build('the usual heron').candidates).toBe('("heron")');
    expect(found('the usual heron')).toBe(2);
  });

  it('falls back to common words when there is nothing else', () => {
    expect(found('usual kind')).toBe(60);
  });

  it('marks common words too, but those that stand in most passages only where there are no others', async () => {
    const paragraphs = Array.from({ length: 30 }, (_, i) => `A pond of the size ${i}.`);
    await library.writer.replaceDocument(
      documentOf(library.source, '/notes/c.md', paragraphs),
      library.model,
    );
    const marked = (query: string) => build(query).marking;
    expect(build('the pond heron').telling).toBe('"heron"');
    expect(marked('the pond heron')).toBe('"pond" OR "heron"');
    expect(marked('the')).toBe('"the"');
    expect(marked('the pond "the reeds"')).toBe('"pond" OR "reeds" OR "the reeds"');
  });

  it('requires phrases and headings, and leaves excluded words out', () => {
    expect(found('heron "the reeds"')).toBe(1);
    expect(found('heron -egret')).toBe(1);
    expect(found('heron in:Notes')).toBe(2);
    expect(found('heron in:Birds')).toBe(0);
  });

  it('takes the words of a heading from one level', async () => {
    const { passages, ...draft } = documentOf(library.source, '/notes/b.md', ['A bittern booms.']);
    const nested = passages.map((passage) => ({
      ...passage,
      draft: { ...passage.draft, headingPath: ['Water birds', 'Of the "north"'] },
    }));
    await library.writer.replaceDocument({ ...draft, passages: nested }, library.model);
    expect(found('bittern in:"water birds"')).toBe(1);
    expect(found('bittern in:"the north"')).toBe(1);
    expect(found('bittern in:"birds of"')).toBe(0);
    const { words, passages: reader } = library.store;
    const [id] = words.matchingPassages('"bittern"');
    expect(reader.byIds([id!]).get(id!)?.heading).toEqual(['Water birds', 'Of the "north"']);
  });

  it.each(['a" OR b', 'NEAR(x y)', 'col : x', 'heron* AND', '"', "it's", 'x AND NOT y', '🙂 heron'])(
    'takes %j as words, never as syntax',
    (query) => {
      try {
        expect(found(query)).toBeGreaterThanOrEqual(0);
      } catch (error) {
        expect(error).toMatchObject({ code: 'query.empty' });
      }
    },
  );
});
