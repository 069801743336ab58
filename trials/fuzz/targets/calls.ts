/** Left out: what writes to the folder of the user's documents, and what tries devices for minutes. */
export const NOT_CALLED = ['library/addSample', 'device/test'];

/**
 * A sound input for each other procedure of the contract, by its address.
 * @param notes  the folder that is indexed.
 */
export function soundCalls(notes: string): Readonly<Record<string, unknown>> {
  return {
    'library/status': undefined,
    'library/watch': undefined,
    'library/addSource': { path: notes },
    'library/removeSource': { id: 4711 },
    'library/rescan': { source: 1 },
    'library/pause': undefined,
    'library/resume': undefined,
    'library/cancel': undefined,
    'library/documents': {
      source: 1,
      filter: 'a',
      status: 'indexed',
      sort: 'modified',
      descending: true,
      offset: 0,
      limit: 2,
    },
    'library/storage': undefined,
    'library/failed': undefined,
    'library/retryFailed': { path: `${notes}/ferry.md` },
    'library/doctor': { repair: false },
    'library/rebuild': undefined,
    'library/deleteEverything': { libraryDir: `${notes}/../other` },
    'library/showFolder': undefined,
    'ignoring/rules': undefined,
    'ignoring/preview': { rules: 'ferry.md\n!/drafts/**' },
    'ignoring/change': { rules: 'copy.md\n# said' },
    'models/list': undefined,
    'models/choose': { model: 'default', exitLayer: 1, dimensions: 8 },
    'models/cancelChoice': undefined,
    'models/import': { path: notes },
    'models/verify': { model: 'tiny' },
    'models/remove': { id: '../notes' },
    'search/query': {
      query: 'the ferry "late" path:notes -storm',
      limit: 5,
      mode: 'hybrid',
      path: '**/*.md',
      more: [1],
      less: [2, 4711],
      facets: true,
      filters: {},
    },
    'search/similar': { document: `${notes}/ferry.md`, passageOrdinal: 0, limit: 5, path: '*.md' },
    'duplicates/groups': {
      ...{
        threshold: 0.9,
        scope: { within: 'between', sources: [1, 1] },
        kinds: ['identical'],
        offset: 0,
        limit: 5,
      },
    },
    'duplicates/update': undefined,
    'duplicates/ignore': { first: 1, second: 2 },
    'duplicates/restore': { first: 1, second: 2 },
    'duplicates/ignored': undefined,
    'duplicates/copies': undefined,
    'duplicates/moveToBin': { moves: [{ reference: 1, copy: 2 }] },
    'compare/texts': {
      a: 'The ferry was late.',
      b: 'The boat came late.',
      firstBidirectionalLayer: 1,
      exitLayer: 2,
      dimensions: 8,
    },
    'compare/choices': undefined,
    'device/status': undefined,
    'device/choose': { choice: 'cpu' },
    'document/preview': { documentId: 1 },
    'document/find': { path: '/notes/a.md', offset: 0 },
    'document/open': { documentId: 1, how: 'reveal' },
    'folders/list': { path: notes },
  };
}
