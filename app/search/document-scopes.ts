import type { DocumentId, ModelId, VectorUnit } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import { CommitCache } from '../storage/read/commit-cache.ts';
import { filterDocuments } from './document-filter.ts';
import type { DocumentFilter } from './query-syntax.ts';

/** The documents that a filter lets through. */
export interface DocumentScope {
  readonly documents: readonly DocumentId[];
  /** Ids of the vectors of those documents. */
  readonly vectors: Readonly<Record<VectorUnit, Uint32Array>>;
}

/** Works out the scope of a filter once, not at every key that is pressed after it, until the library changes. */
export class DocumentScopes {
  readonly #store: LibraryStore;
  readonly #model: ModelId;
  readonly #scopes: CommitCache<DocumentScope | null>;

  constructor(store: LibraryStore, model: ModelId) {
    this.#store = store;
    this.#model = model;
    this.#scopes = new CommitCache(() => store.documents.version());
  }

  /** @returns null when the filter lets everything through. */
  of(filter: DocumentFilter): DocumentScope | null {
    return this.#scopes.get(JSON.stringify(filter), () => this.#workOut(filter));
  }

  #workOut(filter: DocumentFilter): DocumentScope | null {
    const documents = filterDocuments(filter, this.#store.documents);
    if (documents === null) return null;
    const vectors = (unit: VectorUnit) =>
      Uint32Array.from(this.#store.vectors.ofDocuments(unit, this.#model, documents));
    return { documents, vectors: { sentence: vectors('sentence'), passage: vectors('passage') } };
  }
}
