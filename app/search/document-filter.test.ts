import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { filterDocuments } from './document-filter.ts';
import { parseQuery } from './query-syntax.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
  for (const path of ['/notes/garden/roses.md', '/notes/garden/deep/soil.txt', '/notes/Kitchen/soup.md']) {
    await library.writer.replaceDocument(documentOf(library.source, path, [path]), library.model);
  }
});
afterEach(() => library[Symbol.dispose]());

function filtered(operators: string): string[] | null {
  const { documents } = library.store;
  const ids = filterDocuments(parseQuery(`word ${operators}`).documents, documents);
  return ids?.map((id) => documents.byId(id)?.path.replace('/notes/', '') as string).sort() ?? null;
}

describe('filtering documents', () => {
  it('lets everything through without conditions', () => expect(filtered('')).toBeNull());

  it.each([
    ['path:garden/**', ['garden/deep/soil.txt', 'garden/roses.md']],
    ['path:*.md', ['Kitchen/soup.md', 'garden/roses.md']],
    ['path:/notes/garden/*', ['garden/roses.md']],
    ['path:kitchen', ['Kitchen/soup.md']],
    ['type:md', ['Kitchen/soup.md', 'garden/roses.md']],
    ['type:markdown path:soil', ['garden/deep/soil.txt']],
    ['tag:#TEST path:soup', ['Kitchen/soup.md']],
    ['tag:other', []],
    ['type:md,txt', ['Kitchen/soup.md', 'garden/deep/soil.txt', 'garden/roses.md']],
    ['type:md type:txt path:so', ['Kitchen/soup.md', 'garden/deep/soil.txt']],
    ['path:kitchen,deep', ['Kitchen/soup.md', 'garden/deep/soil.txt']],
    ['path:garden path:kitchen,deep', ['garden/deep/soil.txt']],
    ['path:{soup,soil}*', ['Kitchen/soup.md', 'garden/deep/soil.txt']],
    ['path:"kitchen,deep"', []],
    ['tag:other,test path:soup', ['Kitchen/soup.md']],
    ['tag:other tag:test', []],
    ['after:1970 before:1971', ['Kitchen/soup.md', 'garden/deep/soil.txt', 'garden/roses.md']],
    ['after:2020', []],
  ])('%s', (operators, expected) => {
    expect(filtered(operators)).toEqual(expected);
  });
});
