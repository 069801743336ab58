import { expect, it } from 'vitest';
import { documentOf, temporaryLibrary } from '../storage/temporary-library.ts';
import { DocumentScopes } from './document-scopes.ts';
import { parseQuery } from './query-syntax.ts';

const filterOf = (operators: string) => parseQuery(`word ${operators}`).documents;

it('works out the scope of a filter once, and again after every change of the library', async () => {
  using library = await temporaryLibrary();
  const { store, writer, source, model } = library;
  const scopes = new DocumentScopes(store, model);
  await writer.replaceDocument(documentOf(source, '/notes/garden/roses.md', ['Roses.', 'Thorns.']), model);

  const scope = scopes.of(filterOf('path:garden'));
  expect(scope?.documents).toHaveLength(1);
  expect(scope?.vectors.sentence).toHaveLength(2);
  expect(scopes.of(filterOf('path:garden'))).toBe(scope);
  expect(scopes.of(filterOf('path:kitchen'))?.documents).toEqual([]);
  expect(scopes.of(filterOf(''))).toBeNull();

  await writer.replaceDocument(documentOf(source, '/notes/garden/soil.md', ['Soil.']), model);
  expect(scopes.of(filterOf('path:garden'))?.documents).toHaveLength(2);
});
