import type { Database, Statement } from 'better-sqlite3';
import { fromHeadingColumn } from '../heading-column.ts';
import type { DocumentId } from '../ids.ts';

/** A document as far as it is compared with others as a whole. */
export interface WholeDocument {
  readonly id: DocumentId;
  readonly path: string;
  readonly title: string | null;
  readonly modifiedAt: number;
  readonly size: number;
  /** Of the file's bytes. */
  readonly contentHash: string;
}

/** A passage as far as it is compared with that at the same place of another document. */
export interface OutlinedPassage {
  /** Hex; the same for all passages whose texts are the same but for white space. */
  readonly textKey: string;
  readonly heading: readonly string[];
  /** Its place in the document text. */
  readonly start: number;
  readonly end: number;
}

const COLUMNS = 'id, path, title, modified_at AS modifiedAt, size, content_hash AS contentHash';

/** What tells whether one document is a copy of another. */
export class DocumentCopyReader {
  readonly #sameBytes: Statement;
  readonly #byIds: Statement;
  readonly #outline: Statement;
  readonly #text: Statement;

  constructor(db: Database) {
    this.#sameBytes = db.prepare(
      `SELECT ${COLUMNS} FROM document WHERE passages > 0 AND content_hash IN (
         SELECT content_hash FROM document WHERE content_hash <> '' GROUP BY 1 HAVING count(*) > 1)`,
    );
    this.#byIds = db.prepare(`SELECT ${COLUMNS} FROM document WHERE id IN (SELECT value FROM json_each(?))`);
    this.#outline = db.prepare(
      `SELECT lower(hex(text_key)) AS textKey, heading, start, "end" FROM passage WHERE document_id = ? ORDER BY ordinal`,
    );
    this.#text = db.prepare('SELECT text FROM document_text WHERE document_id = ?').pluck();
  }

  /** Every document that has passages and another file with the very same bytes beside it. */
  withSameBytes(): WholeDocument[] {
    return this.#sameBytes.all() as WholeDocument[];
  }

  byIds(ids: readonly DocumentId[]): WholeDocument[] {
    return this.#byIds.all(JSON.stringify(ids)) as WholeDocument[];
  }

  /** The passages of a document in reading order. */
  outline(id: DocumentId): OutlinedPassage[] {
    const rows = this.#outline.all(id) as (Omit<OutlinedPassage, 'heading'> & { heading: string })[];
    return rows.map((row) => ({ ...row, heading: fromHeadingColumn(row.heading) }));
  }

  /** With all markup; empty for a document that is not there. */
  text(id: DocumentId): string {
    return (this.#text.get(id) as string | undefined) ?? '';
  }
}
