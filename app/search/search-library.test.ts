import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchFilters, SearchRequest, SearchResponse } from '../contracts/search.ts';
import { type ModelId, NO_MODEL, VECTOR_UNITS, type VectorUnit } from '../storage/ids.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import type { DocumentDraft } from '../storage/write/drafts.ts';
import { quantise, VectorIndex } from '../vector-index/index.ts';
import { DocumentScopes } from './document-scopes.ts';
import { wordsOf } from './query-syntax.ts';
import { findSimilar, searchLibrary } from './search-library.ts';
import type { SearchServices, VectorSearch } from './services.ts';

const WIDTH = 64;

let library: TemporaryLibrary;
let model: ModelId;
let encoded: string[];
beforeEach(async () => {
  library = await temporaryLibrary();
  model = await library.writer.model('bag of words', 'bag of words', WIDTH);
  encoded = [];
});
afterEach(() => library[Symbol.dispose]());

describe('conditions', () => {
  it('finds the one document that satisfies a phrase and a filter, however many others satisfy one of them', async () => {
    await put('/notes/many.md', numbered(400, 'the apple contract number'));
    await put('/notes/deep/only.md', ['A contract about something else.']);
    for (const mode of ['meaning', 'words', 'hybrid'] as const) {
      const { hits } = await search({ query: 'apple pear "contract" path:deep', mode });
      expect(pathsOf(hits), mode).toEqual(['/notes/deep/only.md']);
    }
  });

  it('ranks the words of the filtered documents alone', async () => {
    await put('/notes/many.md', numbered(2_100, 'heron'));
    await put('/notes/deep/only.md', [
      'A heron, after a long story of many other birds and no reeds at all.',
    ]);
    const { hits } = await search({ query: 'heron path:deep', mode: 'words' });
    expect(pathsOf(hits)).toEqual(['/notes/deep/only.md']);
  });

  it('finds what remains when everything near is excluded', async () => {
    await put('/notes/many.md', numbered(400, 'the contract number'));
    await put('/notes/other.md', ['A contract without that.']);
    for (const mode of ['meaning', 'hybrid'] as const) {
      const { hits } = await search({ query: 'the contract number 5 -number', mode });
      expect(pathsOf(hits), mode).toEqual(['/notes/other.md']);
    }
  });
});

describe('copies', () => {
  it('are found in the order of their paths, whatever was stored first', async () => {
    const names = Array.from({ length: 55 }, (_, i) => `/notes/${i}.md`);
    const paragraphs = ['The heron stands.', 'The heron stands in the reeds.', 'The heron stands.'];
    const answers = async () => {
      const modes = ['meaning', 'words', 'hybrid'] as const;
      const found = modes.map((mode) => search({ query: 'heron stands', mode, limit: 100 }));
      return (await Promise.all(found)).map(({ hits }) =>
        hits.map(({ document, score, passage }) => [document, score, passage.start]),
      );
    };
    for (const name of names) await put(name, paragraphs);
    const before = await answers();
    for (const name of names.toReversed()) {
      await put(name, ['Nothing.']);
      await put(name, paragraphs);
    }
    expect(await answers()).toEqual(before);
    expect(before.map((hits) => hits[0]?.[0])).toEqual(Array(3).fill('/notes/0.md'));
  });
});

describe('what resembles a document', () => {
  const LONG = '/notes/long.md';
  const BIRDS = '/notes/birds.md';
  beforeEach(async () => {
    const opening = Array.from(
      { length: 60 },
      () => 'Tax forms, tax rates, tax offices, tax law and tax advice.',
    );
    await put(LONG, [...opening, ...numbered(400, 'heron and egret hunt the pond')]);
    await put(BIRDS, ['The heron and the egret hunt.']);
    await put('/notes/tax.md', ['Tax law and tax rates.']);
  });

  it('finds others although its own sentences are the nearest', async () => {
    expect(pathsOf((await similar({ document: LONG })).hits)).toContain(BIRDS);
  });

  it('asks with the whole document, not with its beginning', async () => {
    expect(pathsOf((await similar({ document: LONG })).hits)[0]).toBe(BIRDS);
  });

  it('asks with the stored vectors of one passage', async () => {
    expect(pathsOf((await similar({ document: LONG, passageOrdinal: 0 })).hits)[0]).toBe('/notes/tax.md');
    expect(encoded).toEqual([]);
  });
});

describe('filters beside the query', () => {
  beforeEach(async () => {
    await put('/notes/a.md', ['The heron stands in the reeds.']);
    await put('/notes/b.md', ['The heron flies.']);
  });

  it('hold as operators do', async () => {
    const found = async (filters: SearchFilters) => pathsOf((await search({ query: 'heron', filters })).hits);
    expect(await found({ source: [library.source], type: ['markdown'], tag: ['Test'] })).toHaveLength(2);
    expect(await found({ source: [library.source + 1] })).toEqual([]);
    expect(await found({ type: ['html'] })).toEqual([]);
    expect(await found({ type: ['html', 'markdown'], tag: ['other', 'test'] })).toHaveLength(2);
    expect(await found({ tag: ['other'] })).toEqual([]);
    expect(await found({ changedWithinDays: 365 })).toEqual([]);
  });

  it('leave the facets as they are without them', async () => {
    const { facets, hits } = await search({ query: 'heron', filters: { type: ['html'] }, facets: true });
    expect(hits).toEqual([]);
    expect(facets).toMatchObject({
      sources: [{ value: library.source, documents: 2 }],
      types: [{ value: 'markdown', documents: 2 }],
    });
    expect((await search({ query: 'heron' })).facets).toBeUndefined();
  });
});

describe('examples', () => {
  it('bring what is like them up, or push it down', async () => {
    await put('/notes/bank.md', ['The bank of the river.']);
    await put('/notes/money.md', ['The bank lends money at interest.']);
    await put('/notes/loan.md', ['A loan of money at high interest.']);
    const ask = (request: Partial<SearchRequest>) => search({ query: 'bank', mode: 'meaning', ...request });
    const plain = await ask({});
    const money = plain.hits.find(({ document }) => document === '/notes/money.md')!.passageId;
    expect(pathsOf((await ask({ more: [money] })).hits)[0]).toBe('/notes/money.md');
    expect(pathsOf((await ask({ less: [money] })).hits)[0]).toBe('/notes/bank.md');
    expect(pathsOf((await ask({ more: [123_456] })).hits)).toEqual(pathsOf(plain.hits));
  });
});

describe('a library of another model', () => {
  it('says how many documents meaning cannot find yet', async () => {
    await put('/notes/new.md', ['The heron stands in the reeds.']);
    expect((await search({ query: 'heron' })).notes).toEqual([]);
    await library.writer.replaceDocument(
      documentOf(library.source, '/notes/old.md', ['The heron of old.']),
      library.model,
    );
    const { hits, notes } = await search({ query: 'heron' });
    expect(pathsOf(hits)).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining('1 document has no vectors of the model yet')]);
  });

  it('searches words without encoding anything', async () => {
    await put('/notes/a.md', ['The heron stands in the reeds.']);
    model = NO_MODEL;
    const { hits, notes } = await search({ query: 'heron' });
    expect(pathsOf(hits)).toEqual(['/notes/a.md']);
    expect(notes).toHaveLength(1);
    expect(encoded).toEqual([]);
    expect((await similar({ document: '/notes/a.md' })).hits).toEqual([]);
  });
});

async function search(request: Partial<SearchRequest> & { query: string }): Promise<SearchResponse> {
  return searchLibrary({ limit: 10, mode: 'hybrid', ...request }, await services());
}

async function similar(request: { document: string; passageOrdinal?: number }): Promise<SearchResponse> {
  return findSimilar({ limit: 10, ...request }, await services());
}

/** Stores a document whose vectors tell which words its paragraphs have. */
async function put(path: string, paragraphs: readonly string[]): Promise<void> {
  const draft = documentOf(library.source, path, paragraphs);
  const passages = draft.passages.map((passage): DocumentDraft['passages'][number] => {
    const vector = quantise(bagOfWords(passage.draft.text));
    return { ...passage, vectors: { sentences: [vector], windows: [vector] } };
  });
  await library.writer.replaceDocument({ ...draft, passages }, model);
}

async function services(): Promise<SearchServices> {
  const { store } = library;
  const encoder = {
    encodeQuery: (text: string) => {
      encoded.push(text);
      return Promise.resolve({ vector: bagOfWords(text), isCut: false });
    },
  };
  const vectors = await vectorSearch();
  return {
    store,
    vectors,
    encoder,
    model,
    scopes: new DocumentScopes(store, model),
    randomPairs: () => new Float64Array(),
  };
}

async function vectorSearch(): Promise<VectorSearch> {
  const indexes = {} as Record<VectorUnit, VectorIndex>;
  for (const unit of VECTOR_UNITS) {
    indexes[unit] = await VectorIndex.open({ modelId: 'bag', unit, width: WIDTH });
    const rows = library.store.vectors.after(unit, model, 0, 10_000);
    if (rows.ids.length > 0) indexes[unit].add(rows);
  }
  return {
    search(unit, query, limit, allowed) {
      const { ids, scores } = indexes[unit].search(query, limit, allowed);
      return Promise.resolve({ ids, scores: Float32Array.from(scores) });
    },
  };
}

/** A unit vector of which words a text has, each hashed to one direction. */
function bagOfWords(text: string): Float32Array {
  const vector = new Float32Array(WIDTH);
  for (const word of wordsOf(text)) {
    const [place = 0] = createHash('sha256').update(word).digest();
    vector[place % WIDTH]! += 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function numbered(count: number, words: string): string[] {
  return Array.from({ length: count }, (_, index) => `${words} ${index}`);
}

function pathsOf(hits: SearchResponse['hits']): string[] {
  return hits.map(({ document }) => document);
}
