import type { Database, Statement } from 'better-sqlite3';
import { toHeadingColumn } from '../heading-column.ts';
import type { DocumentId, ModelId, PassageId } from '../ids.ts';
import { unitNumber, VECTOR_UNITS, type VectorUnit } from '../ids.ts';
import { textKey } from '../text-key.ts';
import type { EncodedPassage, PassageVectors, StoredVector, VectorChange } from './drafts.ts';

/** Collects what happens to vectors during one transaction. */
export class VectorLedger {
  readonly #added: Record<VectorUnit, number> = { sentence: 0, passage: 0 };
  readonly #removed: Record<VectorUnit, number[]> = { sentence: [], passage: [] };

  add(unit: VectorUnit): void {
    this.#added[unit]++;
  }

  remove(unit: VectorUnit, ids: readonly number[]): void {
    this.#removed[unit].push(...ids);
  }

  changes(): VectorChange[] {
    return VECTOR_UNITS.map((unit) => ({ unit, added: this.#added[unit], removed: this.#removed[unit] }));
  }
}

/** Inserts, moves and deletes passages with their sentences and vectors. Call inside a transaction. */
export class PassageWriter {
  readonly #existing: Statement;
  readonly #exists: Statement;
  readonly #window: Statement;
  readonly #sentenceIds: Statement;
  readonly #insertPassage: Statement;
  readonly #placePassage: Statement;
  readonly #insertSentence: Statement;
  readonly #placeSentence: Statement;
  readonly #insertVector: Statement;
  readonly #vectorIds: Record<VectorUnit, Statement>;
  readonly #vectorsOfModel: Record<VectorUnit, Statement>;
  readonly #deleteVectors: Statement;
  readonly #deleteSentences: Statement;
  readonly #deletePassage: Statement;

  constructor(db: Database) {
    this.#existing = db.prepare(
      `SELECT id, hash, EXISTS (SELECT 1 FROM vector WHERE unit = 1 AND owner_id = passage.id AND +model_id = ?) AS encoded
       FROM passage WHERE document_id = ? ORDER BY encoded DESC, ordinal`,
    );
    this.#exists = db.prepare('SELECT 1 FROM passage WHERE id = ?');
    this.#window = db.prepare('SELECT 1 FROM vector WHERE unit = 1 AND owner_id = ? AND +model_id = ?');
    this.#sentenceIds = db.prepare('SELECT id FROM sentence WHERE passage_id = ? ORDER BY ordinal').pluck();
    this.#insertPassage = db.prepare(
      `INSERT INTO passage (document_id, ordinal, kind, start, "end", page, heading, text, source_text, hash, text_key)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#placePassage = db.prepare(
      'UPDATE passage SET ordinal = ?, start = ?, "end" = ?, page = ?, source_text = ? WHERE id = ?',
    );
    this.#insertSentence = db.prepare(
      'INSERT INTO sentence (passage_id, ordinal, start, "end", text_start, text_end) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#placeSentence = db.prepare(
      'UPDATE sentence SET start = ?, "end" = ? WHERE passage_id = ? AND ordinal = ?',
    );
    this.#insertVector = db.prepare(
      'INSERT INTO vector (model_id, unit, owner_id, "window", scale, data) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#vectorIds = {
      sentence: db
        .prepare(
          `SELECT vector.id FROM sentence CROSS JOIN vector ON unit = 0 AND owner_id = sentence.id WHERE passage_id = ?`,
        )
        .pluck(),
      passage: db.prepare('SELECT id FROM vector WHERE unit = 1 AND owner_id = ?').pluck(),
    };
    this.#vectorsOfModel = {
      sentence: db
        .prepare(
          `SELECT vector.id FROM passage CROSS JOIN sentence ON passage_id = passage.id
           CROSS JOIN vector ON unit = 0 AND owner_id = sentence.id WHERE document_id = :document AND +model_id = :model`,
        )
        .pluck(),
      passage: db
        .prepare(
          `SELECT vector.id FROM passage CROSS JOIN vector ON unit = 1 AND owner_id = passage.id
           WHERE document_id = :document AND +model_id = :model`,
        )
        .pluck(),
    };
    this.#deleteVectors = db.prepare('DELETE FROM vector WHERE id IN (SELECT value FROM json_each(?))');
    this.#deleteSentences = db.prepare('DELETE FROM sentence WHERE passage_id = ?');
    this.#deletePassage = db.prepare('DELETE FROM passage WHERE id = ?');
  }

  /**
   * Ids of the document's passages by content hash (hex). Equal passages queue up in reading order, those first that
   * have vectors of the model.
   */
  existing(document: DocumentId, model: ModelId): Map<string, PassageId[]> {
    const byHash = new Map<string, PassageId[]>();
    for (const { id, hash } of this.#existing.all(model, document) as { id: PassageId; hash: Buffer }[]) {
      const key = hash.toString('hex');
      const equal = byHash.get(key);
      if (equal) equal.push(id);
      else byHash.set(key, [id]);
    }
    return byHash;
  }

  /** Moves an unchanged passage to its new place in the document; its vectors stay, of whatever models. */
  place(id: PassageId, ordinal: number, { draft }: EncodedPassage, documentText: string): void {
    const { start, end } = draft.span;
    this.#placePassage.run(ordinal, start, end, draft.page ?? null, differing(draft, documentText), id);
    for (const [index, { span }] of draft.sentences.entries()) {
      this.#placeSentence.run(span.start, span.end, id, index);
    }
  }

  /** Whether the passage is there and has no vectors of the model. */
  lacksVectors(id: PassageId, model: ModelId): boolean {
    return this.#exists.get(id) !== undefined && this.#window.get(id, model) === undefined;
  }

  /** Stores the vectors of a passage that has none of the model. */
  addVectors(id: PassageId, vectors: PassageVectors, model: ModelId, ledger: VectorLedger): void {
    const sentences = this.#sentenceIds.all(id) as number[];
    for (const [ordinal, sentence] of sentences.entries()) {
      const vector = vectors.sentences[ordinal];
      if (vector) this.#storeVector('sentence', sentence, 0, vector, model, ledger);
    }
    for (const [window, vector] of vectors.windows.entries()) {
      this.#storeVector('passage', id, window, vector, model, ledger);
    }
  }

  /** Deletes the vectors that a document's passages and sentences have of the model. */
  removeVectors(document: DocumentId, model: ModelId, ledger: VectorLedger): void {
    for (const unit of VECTOR_UNITS) {
      const vectors = this.#vectorsOfModel[unit].all({ document, model }) as number[];
      ledger.remove(unit, vectors);
      this.#deleteVectors.run(JSON.stringify(vectors));
    }
  }

  insert(
    document: DocumentId,
    ordinal: number,
    { draft, hash, vectors }: EncodedPassage,
    documentText: string,
    model: ModelId,
    ledger: VectorLedger,
  ): void {
    if (vectors === null) throw new Error('A new passage needs its vectors');
    const { kind, span, page, headingPath, text } = draft;
    const source = differing(draft, documentText);
    const heading = toHeadingColumn(headingPath);
    const passageId = Number(
      this.#insertPassage.run(
        ...[
          document,
          ordinal,
          kind,
          span.start,
          span.end,
          page ?? null,
          heading,
          text,
          source,
          hash,
          textKey(text),
        ],
      ).lastInsertRowid,
    ) as PassageId;
    for (const [ordinal, { span: place, textSpan }] of draft.sentences.entries()) {
      this.#insertSentence.run(passageId, ordinal, place.start, place.end, textSpan.start, textSpan.end);
    }
    this.addVectors(passageId, vectors, model, ledger);
  }

  remove(id: PassageId, ledger: VectorLedger): void {
    for (const unit of VECTOR_UNITS) {
      const vectors = this.#vectorIds[unit].all(id) as number[];
      ledger.remove(unit, vectors);
      this.#deleteVectors.run(JSON.stringify(vectors));
    }
    this.#deleteSentences.run(id);
    this.#deletePassage.run(id);
  }

  #storeVector(
    unit: VectorUnit,
    owner: number,
    window: number,
    { scale, data }: StoredVector,
    model: ModelId,
    ledger: VectorLedger,
  ): void {
    const blob = Buffer.from(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
    this.#insertVector.run(model, unitNumber(unit), owner, window, scale, blob);
    ledger.add(unit);
  }
}

/** The document text of a passage, where it differs from the readable text. */
function differing(draft: EncodedPassage['draft'], documentText: string): string | null {
  const source = documentText.slice(draft.span.start, draft.span.end);
  return source === draft.text ? null : source;
}
