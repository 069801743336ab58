import { access, constants } from 'node:fs/promises';
import { refreshRandomPairs } from '../indexing/random-pairs.ts';
import { isReachable } from '../indexing/source-folder.ts';
import type { DocumentId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { Examination } from '../storage/read/examination.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';
import { examineInThread } from './examine-in-thread.ts';

/** What the database was like, and what it is like now. */
export interface Repair {
  readonly before: Examination;
  readonly after: Examination;
}

/**
 * Mends the database between two indexing runs: vectors that are missing or damaged are made again from the stored
 * texts, a document whose text is gone or changed is read again from its file; near-duplicates are looked for again when
 * they are asked for. A document whose file cannot be read now is left as it is.
 */
export async function repairDatabase(patient: EngineParts, repair: WritingParts): Promise<Repair> {
  const { store, inUse } = patient;
  const { writer, jobs, switcher } = repair;
  const { before, rereads } = await jobs.exclusive(async () => {
    const { id, vectors } = inUse.current;
    const found = await examineInThread(patient, id);
    if (found.strayVectors + found.misshapenVectors > 0) await writer.removeBadVectors();
    if (!found.wordsAgree) await writer.rebuildWords();
    if (found.changedFigures > 0) {
      await writer.forgetFigures();
      await refreshRandomPairs(store, writer, id);
    }
    // Documents that lost a vector just now are incomplete only since.
    const { incomplete, changedVectors, changedContents } = await examineInThread(patient, id);
    vectors.apply(await writer.forgetVectors([...new Set([...incomplete, ...changedVectors])], id));
    const readable = await readableAgain(changedContents, store);
    await writer.rereadDocuments(readable);
    return { before: found, rereads: readable.length > 0 };
  });
  if (rereads) await rereadFiles(patient, repair);
  await switcher.complete();
  return { before, after: await examineInThread(patient, inUse.current.id) };
}

/** Reads the files; words of the former texts cannot be taken out of the full-text index by texts that have changed. */
async function rereadFiles(patient: EngineParts, { sources, jobs, writer }: WritingParts): Promise<void> {
  await sources.index();
  await jobs.exclusive(async () => {
    const { wordsAgree } = await examineInThread(patient, patient.inUse.current.id);
    if (!wordsAgree) await writer.rebuildWords();
  });
}

async function readableAgain(ids: readonly DocumentId[], { documents }: LibraryStore): Promise<DocumentId[]> {
  const reachable = new Set<number>();
  for (const source of documents.sources()) {
    if (await isReachable(source, () => documents.someOf(source.id))) reachable.add(source.id);
  }
  const readable: DocumentId[] = [];
  for (const { id, sourceId, path } of documents.byIds(ids).values()) {
    if (reachable.has(sourceId) && (await canRead(path))) readable.push(id);
  }
  return readable;
}

function canRead(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
