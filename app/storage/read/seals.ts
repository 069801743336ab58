import type { Database, Statement } from 'better-sqlite3';
import type { DocumentId, ModelId } from '../ids.ts';
import { isSeal, Sealer } from '../seals.ts';

/** Proves documents by the seals that they were stored with. */
export class SealReader {
  readonly #ofContent: Statement;
  readonly #ofVectors: Statement;
  readonly #sealer: Sealer;

  constructor(db: Database) {
    this.#ofContent = db.prepare('SELECT seal FROM document WHERE id = ?').pluck();
    this.#ofVectors = db
      .prepare('SELECT seal FROM document_model WHERE document_id = ? AND model_id = ?')
      .pluck();
    this.#sealer = new Sealer(db);
  }

  /**
   * Whether the document and its vectors of the model are as they were stored; never where it lacks some of them. Yields
   * where others may have their turn; a document that is changed then does not fit.
   */
  *fit(document: DocumentId, model: ModelId): Generator<void, boolean> {
    const [content, vectors] = [this.#ofContent.get(document), this.#ofVectors.get(document, model)];
    if (!isSeal(vectors, yield* this.#sealer.ofVectors(document, model))) return false;
    return isSeal(content, yield* this.#sealer.ofContent(document));
  }
}
