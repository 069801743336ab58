import { DomainError } from '../base/domain-error.ts';
import type { DocumentPreview, FoundDocument } from '../contracts/library.ts';
import type { DocumentId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { DocumentRow } from '../storage/read/documents.ts';
import { documentFile } from './document-file.ts';

/** Reads single documents of a library: their text as it is stored, their place, their file. */
export class LibraryReading {
  readonly #store: Pick<LibraryStore, 'documents' | 'passages'>;

  constructor(store: Pick<LibraryStore, 'documents' | 'passages'>) {
    this.#store = store;
  }

  /** @throws DomainError `document.unknown` */
  preview(documentId: number): DocumentPreview {
    return this.#preview(this.#store.documents.byId(documentId as DocumentId));
  }

  /** @param path  absolute, of a document of the library. @throws DomainError `document.unknown` */
  previewAt(path: string): DocumentPreview {
    return this.#preview(this.#store.documents.byPath(path));
  }

  #preview(document: DocumentRow | undefined): DocumentPreview {
    const text = document && this.#store.documents.text(document.id);
    if (!document || text === undefined) throw unknownDocument();
    const { id, path, title, modifiedAt } = document;
    return { documentId: id, path, title, text, modifiedAt };
  }

  /** See the contract. @throws DomainError `document.unknown` */
  find(path: string, offset?: number): FoundDocument {
    const { documents, passages } = this.#store;
    const document = documents.byPath(path);
    if (!document) throw unknownDocument();
    const { id, title, modifiedAt } = document;
    const sentence = offset === undefined ? null : passages.sentenceAt(id, offset);
    return { documentId: id, title, modifiedAt, sentence };
  }

  /**
   * The file of a document, proven to be there and a document still.
   * @throws DomainError `document.unknown` | `document.gone` | `document.outside-source` | `document.not-a-document`
   */
  async file(documentId: number): Promise<string> {
    const { documents } = this.#store;
    const document = documents.byId(documentId as DocumentId);
    const source = documents.sources().find(({ id }) => id === document?.sourceId);
    if (!document || !source) throw unknownDocument();
    return documentFile(document.path, source.path);
  }
}

function unknownDocument(): DomainError {
  return new DomainError('document.unknown', {
    message: 'This document is no longer in the library.',
    nextStep: 'Search again: its file was moved or removed.',
  });
}
