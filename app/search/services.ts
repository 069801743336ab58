import type { ModelId, VectorUnit } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { DocumentScopes } from './document-scopes.ts';

/** Ids and their cosines with the query, best first. */
export interface VectorHits {
  readonly ids: readonly number[];
  readonly scores: Float32Array;
}

/** The vector stage: exact scan or HNSW, whichever is ready. */
export interface VectorSearch {
  /** @param allowed  where given, only these vectors are looked at. */
  search(
    unit: VectorUnit,
    query: Float32Array,
    limit: number,
    allowed?: ArrayLike<number>,
  ): Promise<VectorHits>;
}

export interface EncodedQuery {
  /** Of unit length; zero for a query in which the model finds nothing to read. */
  readonly vector: Float32Array;
  /** True when the query was longer than the model takes and its end is missing. */
  readonly isCut: boolean;
}

/** Encodes one query ahead of any indexing work. */
export interface QueryEncoder {
  encodeQuery(text: string): Promise<EncodedQuery>;
}

export interface SearchServices {
  readonly store: LibraryStore;
  readonly vectors: VectorSearch;
  readonly encoder: QueryEncoder;
  readonly model: ModelId;
  readonly scopes: DocumentScopes;
  /** Cosines of random sentence pairs of the library, ascending: see percentileOf. */
  randomPairs(): Float64Array;
}
