import type { Database } from 'better-sqlite3';
import type { ErrorData } from '../../base/domain-error.ts';
import { Mutex } from '../../base/mutex.ts';
import { TimeSlice } from '../../base/time-slice.ts';
import type { Settings } from '../../contracts/settings.ts';
import { startLog } from '../connection.ts';
import { databaseTrouble } from '../database-trouble.ts';
import type { DocumentId, ModelId, PassageId, SourceId } from '../ids.ts';
import type { LibraryPlace } from '../library-place.ts';
import type { FileState, FolderIdentity } from '../read/documents.ts';
import { removeBadVectors } from '../read/examination.ts';
import { rawSample } from '../read/figure-rows.ts';
import type { LibraryModel } from '../read/models.ts';
import { Sealer } from '../seals.ts';
import type { SourceList } from '../source-list.ts';
import { type ComparisonBatch, ComparisonWriter } from './comparisons.ts';
import type { DocumentDraft, VectorChange } from './drafts.ts';
import { ModelWriter, type PassageEncoding } from './models.ts';
import { PassageWriter, VectorLedger } from './passages.ts';

/**
 * The one writer of a library. Each method is one transaction; long ones give the event loop its turn between rows,
 * and readers on their own connection see the state before until the commit. None begins while the library's folder is
 * gone (DomainError `library.gone`).
 */
export class LibraryWriter {
  readonly #db: Database;
  readonly #place: LibraryPlace;
  readonly #sources: SourceList;
  readonly #passages: PassageWriter;
  readonly #comparisons: ComparisonWriter;
  readonly #models: ModelWriter;
  readonly #sealer: Sealer;
  readonly #mutex = new Mutex();
  #hasLog = false;

  constructor(db: Database, place: LibraryPlace, sources: SourceList) {
    this.#db = db;
    this.#place = place;
    this.#sources = sources;
    this.#passages = new PassageWriter(db);
    this.#comparisons = new ComparisonWriter(db);
    this.#models = new ModelWriter(db, this.#passages);
    this.#sealer = new Sealer(db);
  }

  /** Registers the model, or finds it by its fingerprint. */
  async model(name: string, fingerprint: string, width: number): Promise<ModelId> {
    const id = this.#db.prepare('SELECT id FROM model WHERE fingerprint = ?').pluck();
    // Each opening asks for the model, which is there nearly always: looking waits for nobody who reads.
    const known = await this.#alone(() => id.get(fingerprint));
    if (known !== undefined) return known as ModelId;
    return this.#transaction(() => {
      this.#db
        .prepare('INSERT INTO model (name, fingerprint, width) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        .run(name, fingerprint, width);
      return id.get(fingerprint) as ModelId;
    });
  }

  set<Key extends keyof Settings>(key: Key, value: Settings[Key]): Promise<void> {
    return this.#transaction(() => {
      this.#db.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)').run(key, JSON.stringify(value));
    });
  }

  async addSource(path: string, { device, inode }: FolderIdentity): Promise<SourceId> {
    const id = await this.#transaction(() => {
      this.#db
        .prepare(
          'INSERT INTO source (path, device, inode, added_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        )
        .run(path, device, inode, Date.now());
      return this.#db.prepare('SELECT id FROM source WHERE path = ?').pluck().get(path) as SourceId;
    });
    this.#sources.remember();
    return id;
  }

  /** Remembers what the system knows the folder of a source by now: drives get new numbers with time. */
  async identifySource(source: SourceId, { device, inode }: FolderIdentity): Promise<void> {
    await this.#transaction(() => {
      this.#db.prepare('UPDATE source SET device = ?, inode = ? WHERE id = ?').run(device, inode, source);
    });
    this.#sources.remember();
  }

  /** Makes the documents of sources that lie inside another one its own, and forgets those sources. */
  async absorbSources(inner: readonly SourceId[], outer: SourceId): Promise<void> {
    await this.#transaction(() => {
      const ids = JSON.stringify(inner);
      for (const table of ['document', 'failed_file']) {
        this.#db
          .prepare(`UPDATE ${table} SET source_id = ? WHERE source_id IN (SELECT value FROM json_each(?))`)
          .run(outer, ids);
      }
      this.#db.prepare('DELETE FROM source WHERE id IN (SELECT value FROM json_each(?))').run(ids);
    });
    this.#sources.remember();
  }

  /** Removes a source with all its documents. */
  async removeSource(source: SourceId): Promise<VectorChange[]> {
    const changes = await this.#transaction(async (slice) => {
      const ledger = new VectorLedger();
      const documents = this.#db.prepare('SELECT id FROM document WHERE source_id = ?').pluck().all(source);
      for (const id of documents as DocumentId[]) await this.#deleteDocument(id, ledger, slice);
      this.#db.prepare('DELETE FROM failed_file WHERE source_id = ?').run(source);
      this.#db.prepare('DELETE FROM source WHERE id = ?').run(source);
      return ledger.changes();
    });
    this.#sources.remember();
    return changes;
  }

  /**
   * Stores a document with all its vectors of the model, in place of an earlier version where there is one. A passage
   * whose `vectors` are null keeps the row that has its hash, with its vectors; any other is stored anew. What is kept is
   * sealed again, so it must be proven before.
   */
  replaceDocument(draft: DocumentDraft, model: ModelId): Promise<VectorChange[]> {
    return this.#transaction(async (slice) => {
      const ledger = new VectorLedger();
      const document = this.#upsertDocument(draft);
      const existing = this.#passages.existing(document, model);
      for (const [ordinal, passage] of draft.passages.entries()) {
        const kept = passage.vectors ? undefined : existing.get(passage.hash.toString('hex'))?.shift();
        if (kept === undefined) this.#passages.insert(document, ordinal, passage, draft.text, model, ledger);
        else this.#passages.place(kept, ordinal, passage, draft.text);
        await slice.pause();
      }
      for (const id of [...existing.values()].flat()) {
        this.#passages.remove(id, ledger);
        await slice.pause();
      }
      await this.#models.completeOnlyUnder(model, document, slice);
      const seal = await slice.spread(this.#sealer.ofContent(document));
      this.#db.prepare('UPDATE document SET seal = ? WHERE id = ?').run(seal, document);
      this.#db.prepare('DELETE FROM failed_file WHERE path = ?').run(draft.path);
      return ledger.changes();
    });
  }

  /** Stores vectors of passages under one more model; documents that have all of them now are marked so. */
  storeVectors(
    model: ModelId,
    encodings: readonly PassageEncoding[],
    documents: readonly DocumentId[],
  ): Promise<VectorChange[]> {
    return this.#transaction(async (slice) => {
      const ledger = new VectorLedger();
      await this.#models.store(model, encodings, documents, ledger, slice);
      return ledger.changes();
    });
  }

  /** Deletes the vectors that documents have of the model, so that they are made anew. */
  forgetVectors(documents: readonly DocumentId[], model: ModelId): Promise<VectorChange[]> {
    return this.#transaction(async (slice) => {
      const ledger = new VectorLedger();
      for (const document of documents) {
        this.#models.forgetDocument(document, model, ledger);
        await slice.pause();
      }
      return ledger.changes();
    });
  }

  /** Remembers the model that searches use; what is coming stays. */
  setActiveModel(model: LibraryModel): Promise<void> {
    return this.#transaction(() => this.#models.setRole('active', model));
  }

  /** Makes a model the one that searches use; none is coming then. */
  activate(model: LibraryModel): Promise<void> {
    return this.#transaction(() => {
      this.#models.setRole('active', model);
      this.#models.setRole('coming', null);
    });
  }

  /** Remembers which model the library is being prepared for; null: for none. */
  prepareFor(model: LibraryModel | null): Promise<void> {
    return this.#transaction(() => this.#models.setRole('coming', model));
  }

  /**
   * Deletes some milliseconds' worth of what is stored of a model.
   * @param after  0, or what the call before returned.
   * @returns what to call it with next; null when nothing of the model is left.
   */
  forgetPartOfModel(model: ModelId, after: number): Promise<number | null> {
    return this.#transaction(() => this.#models.forgetPart(model, after));
  }

  removeDocuments(documents: readonly DocumentId[]): Promise<VectorChange[]> {
    return this.#transaction(async (slice) => {
      const ledger = new VectorLedger();
      for (const id of documents) await this.#deleteDocument(id, ledger, slice);
      return ledger.changes();
    });
  }

  /** The file is the same, its path or time is not. */
  moveDocument(document: DocumentId, source: SourceId, file: FileState): Promise<void> {
    return this.#transaction(() => {
      this.#db
        .prepare(
          'UPDATE document SET source_id = ?, path = ?, size = ?, modified_at = ?, changed_at = ? WHERE id = ?',
        )
        .run(source, file.path, file.size, file.modifiedAt, file.changedAt, document);
      this.#db.prepare('DELETE FROM failed_file WHERE path = ?').run(file.path);
    });
  }

  recordFailure(source: SourceId, file: FileState, error: ErrorData): Promise<void> {
    return this.#transaction(() => {
      this.#db
        .prepare('INSERT OR REPLACE INTO failed_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(
          ...[file.path, source, file.size, file.modifiedAt],
          ...[error.code, error.message, error.nextStep, error.retryable ? 1 : 0, file.changedAt],
        );
    });
  }

  /** Lets the next run that looks at these files read them again, although they have not changed. */
  retryFailures(paths: readonly string[]): Promise<void> {
    return this.#transaction(() => {
      this.#db
        .prepare('UPDATE failed_file SET retryable = 1 WHERE path IN (SELECT value FROM json_each(?))')
        .run(JSON.stringify(paths));
    });
  }

  forgetFailures(paths: readonly string[]): Promise<void> {
    return this.#transaction(() => {
      this.#db
        .prepare('DELETE FROM failed_file WHERE path IN (SELECT value FROM json_each(?))')
        .run(JSON.stringify(paths));
    });
  }

  /**
   * Has documents read anew from their files by the next run that looks at them, whatever those say of their age; until
   * then they stay as they are.
   */
  rereadDocuments(documents: readonly DocumentId[]): Promise<void> {
    return this.#transaction(() => {
      const ids = JSON.stringify(documents);
      const chosen = 'IN (SELECT value FROM json_each(?))';
      this.#db
        .prepare(`UPDATE document SET size = -1, content_hash = '', seal = NULL WHERE id ${chosen}`)
        .run(ids);
      this.#db.prepare(`UPDATE passage SET hash = x'' WHERE document_id ${chosen}`).run(ids);
    });
  }

  /** Removes vectors that belong to nothing or have the wrong width. */
  removeBadVectors(): Promise<void> {
    return this.#transaction(() => removeBadVectors(this.#db));
  }

  /** Builds the full-text index again from the passages. */
  rebuildWords(): Promise<void> {
    return this.#transaction(() => {
      this.#db.exec(`INSERT INTO passage_fts (passage_fts) VALUES ('rebuild')`);
    });
  }

  replaceRandomPairs(model: ModelId, cosines: Float64Array): Promise<void> {
    const sample = rawSample(Float64Array.from(cosines).sort(), model);
    return this.#transaction(() => {
      this.#db
        .prepare('INSERT OR REPLACE INTO random_pair_sample VALUES (:model_id, :cosines, :seal)')
        .run(sample);
    });
  }

  /** Stores what comparing passages with all others came to; of passages that are gone, nothing. */
  storeComparison(batch: ComparisonBatch, model: ModelId): Promise<void> {
    return this.#transaction((slice) => this.#comparisons.store(batch, model, slice));
  }

  /** Forgets what was worked out from texts and vectors, of all models: passages are compared again, pairs drawn again. */
  forgetFigures(): Promise<void> {
    return this.#transaction(() => {
      for (const table of ['passage_pair', 'compared_passage', 'random_pair_sample'])
        this.#db.exec(`DELETE FROM ${table}`);
    });
  }

  /** Remembers that two passages are no duplicates of each other, whatever becomes of their files. */
  ignorePair(first: PassageId, second: PassageId): Promise<void> {
    return this.#transaction(() => this.#comparisons.ignore(first, second));
  }

  /** Takes {@link ignorePair} back. */
  restorePair(first: PassageId, second: PassageId): Promise<void> {
    return this.#transaction(() => this.#comparisons.restore(first, second));
  }

  #upsertDocument(draft: DocumentDraft): DocumentId {
    const id = this.#db
      .prepare(
        `INSERT INTO document (source_id, path, type, size, modified_at, changed_at, content_hash, title, tags,
           indexed_at, passages)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET source_id = excluded.source_id, type = excluded.type, size = excluded.size,
           modified_at = excluded.modified_at, changed_at = excluded.changed_at, content_hash = excluded.content_hash, title = excluded.title,
           tags = excluded.tags, indexed_at = excluded.indexed_at, passages = excluded.passages
         RETURNING id`,
      )
      .pluck()
      .get(
        ...[draft.sourceId, draft.path, draft.type, draft.size, draft.modifiedAt, draft.changedAt],
        ...[draft.contentHash, draft.title, JSON.stringify(draft.tags), Date.now(), draft.passages.length],
      ) as DocumentId;
    this.#db.prepare('INSERT OR REPLACE INTO document_text VALUES (?, ?)').run(id, draft.text);
    return id;
  }

  async #deleteDocument(id: DocumentId, ledger: VectorLedger, slice: TimeSlice): Promise<void> {
    const passages = this.#db.prepare('SELECT id FROM passage WHERE document_id = ?').pluck().all(id);
    for (const passage of passages as PassageId[]) {
      this.#passages.remove(passage, ledger);
      await slice.pause();
    }
    this.#db.prepare('DELETE FROM document_text WHERE document_id = ?').run(id);
    this.#db.prepare('DELETE FROM document WHERE id = ?').run(id);
  }

  /** Only with the first change: a library that is opened and left as it was has not one byte changed. */
  async #startLog(): Promise<void> {
    if (this.#hasLog) return;
    await startLog(this.#db);
    this.#hasLog = true;
  }

  #transaction<T>(body: (slice: TimeSlice) => T | Promise<T>): Promise<T> {
    return this.#alone(async () => {
      this.#place.require();
      try {
        await this.#startLog();
        this.#db.exec('BEGIN IMMEDIATE');
        const result = await body(new TimeSlice());
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Between two transactions. */
  #alone<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#mutex.run(async () => {
      try {
        return await work();
      } catch (error) {
        throw databaseTrouble(error);
      }
    });
  }
}
