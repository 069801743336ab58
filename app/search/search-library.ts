import { DomainError } from '../base/domain-error.ts';
import type {
  SearchFacets,
  SearchMode,
  SearchRequest,
  SearchResponse,
  SimilarRequest,
} from '../contracts/search.ts';
import { type DocumentId, NO_MODEL, type PassageId } from '../storage/ids.ts';
import { type Candidate, findCandidates } from './candidates.ts';
import { chosenFilter, countFacets } from './facets.ts';
import { meanVector } from './mean-vector.ts';
import { presentHits } from './present-hits.ts';
import { type DocumentFilter, type ParsedQuery, parseQuery } from './query-syntax.ts';
import type { EncodedQuery, SearchServices } from './services.ts';
import { type Examples, steer } from './steer.ts';
import { buildWordQuery } from './word-query.ts';

/**
 * Searches the library by meaning and words.
 * @throws DomainError `query.empty`; `encoder.*` when the query cannot be encoded.
 */
export async function searchLibrary(
  request: SearchRequest,
  services: SearchServices,
): Promise<SearchResponse> {
  const startedAt = performance.now();
  const query = withPath(parseQuery(request.query), request.path);
  const { mode } = request;
  const { documents: library, words: index } = services.store;
  // The encoder works while the words are looked up.
  const encoding = meaningOf(query, mode, services);
  encoding.catch(() => {});
  const words = buildWordQuery(query, index, library.passageCount());
  const meaning = await encoding;
  const vector = meaning?.vector ?? null;
  const direction = vector && steer(vector, examplesOf(request, services));
  const find = (filter: DocumentFilter) =>
    findCandidates(
      { vector: direction, words, mode, scope: services.scopes.of(filter), except: null },
      services,
    );
  const chosen = chosenFilter(request.filters ?? {}, Date.now());
  const candidates = await find({ ...query.documents, ...chosen });
  const isFiltered = Object.keys(chosen).length > 0;
  const unfiltered = request.facets && isFiltered ? await find(query.documents) : candidates;
  const { marking, telling } = mode === 'meaning' ? NO_WORDS : words;
  const hits = presentHits(candidates, request.limit, { vector, marking, telling }, services);
  return {
    query: request.query,
    tookMs: elapsed(startedAt),
    notes: [...query.notes, ...lengthNotes(meaning), ...libraryNotes(services)],
    hits,
    ...(request.facets ? { facets: facetsOf(unfiltered, services) } : {}),
  };
}

const NO_WORDS = { marking: null, telling: null };

/** Vectors of the passages that a request wants more or less of; passages that are gone count as none. */
function examplesOf({ more = [], less = [] }: SearchRequest, { store, model }: SearchServices): Examples {
  const meanOf = (passages: readonly number[]) =>
    meanVector(store.vectors.byIds(store.vectors.ofPassages('passage', model, passages as PassageId[])));
  return { more: meanOf(more), less: meanOf(less) };
}

function facetsOf(candidates: readonly Candidate[], { store }: SearchServices): SearchFacets {
  const ids = new Set(candidates.map(({ documentId }) => documentId));
  return countFacets([...store.documents.byIds([...ids]).values()], Date.now());
}

/**
 * Finds what resembles a text, a document or one of its passages (by ordinal, as in `notes/a.md#3`), by meaning alone.
 * The document itself is left out.
 * @throws DomainError `query.empty` | `document.unknown` | `document.no-passage`
 */
export async function findSimilar(
  request: SimilarRequest,
  services: SearchServices,
): Promise<SearchResponse> {
  const startedAt = performance.now();
  const { text, meaning, except } = await exampleOf(request, services);
  const vector = meaning?.vector ?? null;
  const scope = services.scopes.of({
    paths: request.path ? [[request.path]] : [],
    types: [],
    tags: [],
    after: null,
    before: null,
  });
  const candidates = await findCandidates({ vector, words: null, mode: 'meaning', scope, except }, services);
  const hits = presentHits(candidates, request.limit, { vector, ...NO_WORDS }, services);
  const notes = [...lengthNotes(meaning), ...libraryNotes(services)];
  return { query: text.slice(0, 200), tookMs: elapsed(startedAt), notes, hits };
}

/** What keeps meaning from finding everything, in plain words. */
function libraryNotes({ model, store }: SearchServices): string[] {
  if (model === NO_MODEL) {
    return [
      'This library has no vectors of the model yet, so only words can be searched. Index it again to search by meaning.',
    ];
  }
  const others = store.documents.countLacking(model);
  if (others === 0) return [];
  const documents = others === 1 ? '1 document has' : `${others} documents have`;
  return [
    `${documents} no vectors of the model yet and can be found by words alone. Index the library again to find them by meaning.`,
  ];
}

function lengthNotes(meaning: EncodedQuery | null): string[] {
  return meaning?.isCut
    ? ['The text is longer than the model reads, so its end took no part in finding by meaning.']
    : [];
}

async function meaningOf(
  query: ParsedQuery,
  mode: SearchMode,
  { encoder, model }: SearchServices,
): Promise<EncodedQuery | null> {
  if (mode === 'words' || model === NO_MODEL) return null;
  return encoder.encodeQuery(query.text || query.headings.join(' '));
}

function withPath(query: ParsedQuery, path: string | undefined): ParsedQuery {
  if (!path) return query;
  return { ...query, documents: { ...query.documents, paths: [...query.documents.paths, [path]] } };
}

/** What others are compared with; no meaning where the model has not seen it. */
interface Example {
  readonly text: string;
  readonly meaning: EncodedQuery | null;
  /** The document that the example is of. */
  readonly except: DocumentId | null;
}

async function exampleOf(request: SimilarRequest, services: SearchServices): Promise<Example> {
  const { document, passageOrdinal, text } = request;
  if (document !== undefined) return storedExample(document, passageOrdinal, services);
  if (!text?.trim()) {
    throw new DomainError('query.empty', {
      message: 'There is no text to find similar passages for.',
      nextStep: 'Give a text, or a document of this library.',
    });
  }
  const known = services.model !== NO_MODEL;
  return { text, meaning: known ? await services.encoder.encodeQuery(text) : null, except: null };
}

/** A document or one of its passages, in the middle of its windows' vectors. */
function storedExample(path: string, ordinal: number | undefined, { store, model }: SearchServices): Example {
  const document = store.documents.byPath(path);
  if (!document) {
    throw new DomainError('document.unknown', {
      message: `${path} is not a document of this library.`,
      nextStep: 'Index its folder first, or check the path.',
    });
  }
  const [passage] = store.passages.ofDocument(document.id, ordinal, 1);
  if (passage === undefined || (ordinal !== undefined && passage.ordinal !== ordinal)) {
    throw new DomainError('document.no-passage', {
      message: `${path} has no passage ${ordinal ?? ''}`.trimEnd(),
      nextStep: 'Passages are counted from 0; leave the number out to use the whole document.',
    });
  }
  const windows =
    ordinal === undefined
      ? store.vectors.ofDocuments('passage', model, [document.id])
      : store.vectors.ofPassages('passage', model, [passage.id]);
  const vector = meanVector(store.vectors.byIds(windows));
  return { text: passage.text, meaning: vector && { vector, isCut: false }, except: document.id };
}

function elapsed(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 10) / 10;
}
