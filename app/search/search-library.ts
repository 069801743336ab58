import { DomainError } from '../base/domain-error.ts';
import type { SearchRequest, SearchResponse, SimilarRequest } from '../contracts/search.ts';
import { NO_MODEL } from '../storage/ids.ts';
import type { PassageRow } from '../storage/read/passages.ts';
import { findCandidates } from './candidates.ts';
import { filterDocuments } from './document-filter.ts';
import { presentHits } from './present-hits.ts';
import { type ParsedQuery, parseQuery } from './query-syntax.ts';
import type { SearchServices } from './services.ts';
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
  const { documents: library, words: index } = services.store;
  const words = buildWordQuery(query, index, library.passageEstimate());
  const vector = await meaningOf(query, request, services);
  const documents = filterDocuments(query.documents, library);
  const candidates = await findCandidates({ vector, words, mode: request.mode, documents }, services);
  const marking = request.mode === 'meaning' ? null : words.marking;
  const hits = await presentHits(candidates, request.limit, { vector, marking }, services);
  return {
    query: request.query,
    tookMs: elapsed(startedAt),
    notes: [...query.notes, ...libraryNotes(services)],
    hits,
  };
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
  const { text, exclude } = similarText(request, services);
  const vector = await services.encoder.encodeQuery(text);
  const filter = {
    paths: request.path ? [request.path] : [],
    types: [],
    tags: [],
    after: null,
    before: null,
  };
  const documents = filterDocuments(filter, services.store.documents);
  const candidates = await findCandidates({ vector, words: null, mode: 'meaning', documents }, services);
  const others = candidates.filter((candidate) => candidate.documentId !== exclude);
  const hits = await presentHits(others, request.limit, { vector, marking: null }, services);
  return { query: text.slice(0, 200), tookMs: elapsed(startedAt), notes: libraryNotes(services), hits };
}

/** What keeps meaning from taking part, in plain words. */
function libraryNotes({ model }: SearchServices): string[] {
  if (model !== NO_MODEL) return [];
  return [
    'This library was indexed with another model, so words alone were searched. Index it again to search by meaning.',
  ];
}

async function meaningOf(query: ParsedQuery, request: SearchRequest, { encoder }: SearchServices) {
  if (request.mode === 'words') return null;
  return encoder.encodeQuery(query.text || query.headings.join(' '));
}

function withPath(query: ParsedQuery, path: string | undefined): ParsedQuery {
  if (!path) return query;
  return { ...query, documents: { ...query.documents, paths: [...query.documents.paths, path] } };
}

/** The longest text taken from a document to stand for it. */
const SIMILAR_CHARACTERS = 4_000;

function similarText(request: SimilarRequest, services: SearchServices) {
  if (request.document !== undefined) {
    const { passages, documentId } = passagesOf(request.document, request.passageOrdinal, services);
    return {
      text: passages
        .map((passage) => passage.text)
        .join('\n')
        .slice(0, SIMILAR_CHARACTERS),
      exclude: documentId,
    };
  }
  if (!request.text?.trim()) {
    throw new DomainError('query.empty', {
      message: 'There is no text to find similar passages for.',
      nextStep: 'Give a text, or a document of this library.',
    });
  }
  return { text: request.text, exclude: null };
}

function passagesOf(path: string, ordinal: number | undefined, { store }: SearchServices) {
  const document = store.documents.byPath(path);
  if (!document) {
    throw new DomainError('document.unknown', {
      message: `${path} is not a document of this library.`,
      nextStep: 'Index its folder first, or check the path.',
    });
  }
  const passages: PassageRow[] =
    ordinal === undefined
      ? store.passages.ofDocument(document.id)
      : store.passages.ofDocument(document.id, ordinal, 1);
  if (passages.length === 0) {
    throw new DomainError('document.no-passage', {
      message: `${path} has no passage ${ordinal ?? ''}`.trimEnd(),
      nextStep: 'Passages are counted from 0; leave the number out to use the whole document.',
    });
  }
  return { passages, documentId: document.id };
}

function elapsed(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 10) / 10;
}
