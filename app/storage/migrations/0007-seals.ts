import type { Database } from 'better-sqlite3';
import type { DocumentId, ModelId } from '../ids.ts';
import { Sealer, sealNow } from '../seals.ts';
import type { Migration } from './migration.ts';

// Each document is sealed, and so are its vectors under each model: what is changed on the disk and not by the program is
// found out. See app/storage/seals.ts.
export const migration0007: Migration = {
  version: 7,
  up(db) {
    db.exec('ALTER TABLE document ADD COLUMN seal BLOB; ALTER TABLE document_model ADD COLUMN seal BLOB');
    sealAll(db);
  },
};

function sealAll(db: Database): void {
  const sealer = new Sealer(db);
  const sealContent = db.prepare('UPDATE document SET seal = ? WHERE id = ?');
  for (const id of db.prepare('SELECT id FROM document').pluck().all() as DocumentId[])
    sealContent.run(sealNow(sealer.ofContent(id)), id);
  const sealVectors = db.prepare('UPDATE document_model SET seal = ? WHERE document_id = ? AND model_id = ?');
  const marks = db.prepare('SELECT document_id, model_id FROM document_model').raw().all();
  for (const [document, model] of marks as [DocumentId, ModelId][])
    sealVectors.run(sealNow(sealer.ofVectors(document, model)), document, model);
}
