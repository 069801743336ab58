import type { Database, Statement } from 'better-sqlite3';
import type { BlockKind, Span } from '../../contracts/document.ts';
import { fromHeadingColumn } from '../heading-column.ts';
import type { DocumentId, ModelId, PassageId, SentenceId, VectorId } from '../ids.ts';

export interface PassageRow {
  readonly id: PassageId;
  readonly documentId: DocumentId;
  readonly ordinal: number;
  readonly kind: BlockKind;
  /** Place in the document text. */
  readonly span: Span;
  readonly page: number | null;
  readonly heading: readonly string[];
  /** Readable text. */
  readonly text: string;
  /** The document text at `span`. */
  readonly sourceText: string;
}

export interface SentenceRow {
  readonly id: SentenceId;
  readonly passageId: PassageId;
  /** Place in the document text. */
  readonly span: Span;
  /** Place in the passage's readable text. */
  readonly textSpan: Span;
  /** The sentence's vector, null for sentences without one (lines of code). */
  readonly vectorId: VectorId | null;
}

type RawPassage = Omit<PassageRow, 'span' | 'heading' | 'sourceText'> & {
  start: number;
  end: number;
  heading: string;
  sourceText: string | null;
};

type RawSentence = {
  id: SentenceId;
  passageId: PassageId;
  start: number;
  end: number;
  textStart: number;
  textEnd: number;
  vectorId: VectorId | null;
};

const PASSAGE_COLUMNS = `id, document_id AS documentId, ordinal, kind, start, "end", page, heading, text, source_text AS sourceText`;

/** Passages with their sentences. */
export class PassageReader {
  readonly #byIds: Statement;
  readonly #byPlace: Statement;
  readonly #inOrder: Statement;
  readonly #sentences: Statement;
  readonly #sentenceAt: Statement;
  readonly #encoded: Statement;

  constructor(db: Database) {
    this.#byIds = db.prepare(
      `SELECT ${PASSAGE_COLUMNS} FROM passage WHERE id IN (SELECT value FROM json_each(?))`,
    );
    this.#byPlace = db.prepare(
      `SELECT ${PASSAGE_COLUMNS} FROM passage WHERE document_id = ? AND ordinal >= ? ORDER BY ordinal LIMIT ?`,
    );
    this.#inOrder = db
      .prepare(
        `SELECT passage.id FROM json_each(?) CROSS JOIN passage ON passage.id = value
         CROSS JOIN document ON document.id = document_id ORDER BY document.path, ordinal`,
      )
      .pluck();
    this.#sentences = db.prepare(
      `SELECT sentence.id, passage_id AS passageId, start, "end", text_start AS textStart, text_end AS textEnd,
              vector.id AS vectorId
       FROM sentence LEFT JOIN vector ON vector.unit = 0 AND vector.owner_id = sentence.id AND +vector.model_id = ?
       WHERE passage_id IN (SELECT value FROM json_each(?)) ORDER BY passage_id, ordinal`,
    );
    this.#sentenceAt = db.prepare(
      `SELECT sentence.start, sentence."end" FROM passage JOIN sentence ON passage_id = passage.id
       WHERE document_id = :document AND sentence.start <= :offset AND :offset < sentence."end" LIMIT 1`,
    );
    this.#encoded = db.prepare(
      `SELECT id, hash FROM passage WHERE document_id = ? AND EXISTS (
           SELECT 1 FROM vector WHERE unit = 1 AND owner_id = passage.id AND +model_id = ?)`,
    );
  }

  byIds(ids: readonly PassageId[]): Map<PassageId, PassageRow> {
    const rows = this.#byIds.all(JSON.stringify(ids)) as RawPassage[];
    return new Map(rows.map(toPassage).map((passage) => [passage.id, passage]));
  }

  /** The passages by the paths of their documents, those of one document in reading order; ids that are gone are left out. */
  inOrderOfPlace(ids: readonly PassageId[]): PassageId[] {
    return this.#inOrder.all(JSON.stringify([...new Set(ids)])) as PassageId[];
  }

  /** Passages of one document in reading order, from `ordinal` on. */
  ofDocument(document: DocumentId, ordinal = 0, limit = -1): PassageRow[] {
    return (this.#byPlace.all(document, ordinal, limit) as RawPassage[]).map(toPassage);
  }

  /** Sentences of the passages in reading order, with the vectors that the model made of them. */
  sentences(passages: readonly PassageId[], model: number): SentenceRow[] {
    const rows = this.#sentences.all(model, JSON.stringify(passages)) as RawSentence[];
    return rows.map((row) => ({
      id: row.id,
      passageId: row.passageId,
      span: { start: row.start, end: row.end },
      textSpan: { start: row.textStart, end: row.textEnd },
      vectorId: row.vectorId,
    }));
  }

  /** The sentence of a document at an offset of its text; null where none stands there. */
  sentenceAt(document: DocumentId, offset: number): Span | null {
    return (this.#sentenceAt.get({ document, offset }) as Span | undefined) ?? null;
  }

  /** A document's passages with vectors of the model, by content hash: those stay when the document changes. */
  encoded(document: DocumentId, model: ModelId): { readonly id: PassageId; readonly hash: Buffer }[] {
    return this.#encoded.all(document, model) as { id: PassageId; hash: Buffer }[];
  }
}

function toPassage(raw: RawPassage): PassageRow {
  const { start, end, heading, sourceText, ...rest } = raw;
  return {
    ...rest,
    span: { start, end },
    heading: fromHeadingColumn(heading),
    sourceText: sourceText ?? rest.text,
  };
}
