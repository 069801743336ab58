import { DomainError } from '../../../app/base/domain-error.ts';
import { MAX_QUERY_CHARACTERS } from '../../../app/contracts/search.ts';
import { filterDocuments } from '../../../app/search/document-filter.ts';
import { parseQuery } from '../../../app/search/query-syntax.ts';
import { buildWordQuery } from '../../../app/search/word-query.ts';
import { documentOf, temporaryLibrary } from '../../../app/storage/temporary-library.ts';
import { type FuzzTarget, law } from '../target.ts';

const DICTIONARY = [
  '"',
  '""',
  '-',
  '--',
  '-"',
  'path:',
  'type:',
  'tag:',
  'after:',
  'before:',
  'in:',
  'in:"',
  'PATH:',
  '-path:',
  '**',
  '*',
  '?',
  '!(',
  '@(a|b)',
  '+(a)',
  '{a,b}',
  '{1..999999}',
  '{a..z..0}',
  '[',
  ']',
  '[!a]',
  '[[:alpha:]]',
  '[a-\\',
  '\\',
  '/',
  '../',
  'C:',
  '2026',
  '2026-02-30',
  '0000-1-1',
  '9999-12-31',
  ' AND ',
  ' OR ',
  ' NOT ',
  ' NEAR(',
  ')',
  '(',
  'NEAR(a b, 5)',
  'heading : ',
  '^',
  '*',
  ':',
  ';',
  "'",
  '%',
  '_',
  'ferry',
  'late',
  'notes',
  '((((',
  '|',
  '(a|a)*',
  '(.*a){20}',
  '+',
  '.',
  '$',
  '\u200b',
  '’',
  "o'clock",
  'ferry-late',
  'C++',
  '#tag',
  '@',
  '~',
  ',',
];

const DOCUMENTS = 3;

/** The query language, the globs in it, and the full-text index that it is translated for. */
export async function openQuery(_folder: string): Promise<FuzzTarget> {
  const library = await temporaryLibrary();
  for (const [path, text] of [
    ['/notes/travel/ferry.md', 'The ferry was late again. Nobody said why.'],
    [`/notes/home/${'a'.repeat(28)}c.md`, 'It is long past five.'],
    ['/notes/home/[odd] {name}.md', 'It is five o’clock in C++.'],
  ] as const)
    await library.writer.replaceDocument(documentOf(library.source, path, [text]), library.model);
  const { words, documents } = library.store;
  return {
    seeds: [
      'ferry "was late" -bread path:notes/** type:md after:2020 in:boats tag:#a',
      'late ferry',
      '-"a b" "c',
    ],
    dictionary: DICTIONARY,
    check(input) {
      const query = parsed(input.slice(0, MAX_QUERY_CHARACTERS));
      if (!query) return;
      const expressions = buildWordQuery(query, words, DOCUMENTS);
      const scope = filterDocuments(query.documents, documents);
      law(scope === null || scope.length <= DOCUMENTS, 'a filter lets through what there is');
      for (const expression of Object.values(expressions)) {
        if (expression !== null)
          law(words.match(expression, 10, scope).length <= DOCUMENTS, 'words find what there is');
      }
    },
    async [Symbol.asyncDispose]() {
      library[Symbol.dispose]();
    },
  };
}

function parsed(input: string) {
  try {
    return parseQuery(input);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'query.empty') return null;
    throw error;
  }
}
