import { DomainError, type ErrorData, toErrorData } from '../base/domain-error.ts';
import type { Logger } from '../base/logger.ts';
import { mapAhead } from '../base/map-ahead.ts';
import { changeTime } from '../parsing/change-time.ts';
import { documentTypeOf } from '../parsing/document-type.ts';
import type { ModelId, SourceId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { FileState, KnownDocument } from '../storage/read/documents.ts';
import type { LibraryWriter } from '../storage/write/library-writer.ts';
import {
  type EncodedDocument,
  type EncodedGroup,
  encodeDocuments,
  type PendingDocument,
  pendingDocument,
} from './encode-documents.ts';
import { isFaultOfTexts } from './faults.ts';
import { keptPassages, vectorsOfCopy } from './known-vectors.ts';
import type { ProgressMeter } from './progress-meter.ts';
import type { DocumentParser, ReadDocument, TextEncoder, VectorSink } from './services.ts';

/** Everything an indexing run works with. */
export interface IndexingServices {
  readonly store: LibraryStore;
  readonly writer: LibraryWriter;
  readonly parser: DocumentParser;
  readonly encoder: TextEncoder;
  readonly vectors: VectorSink;
  readonly logger: Logger;
  readonly model: ModelId;
}

/** A file of a source to read. */
export interface FileTask {
  readonly source: SourceId;
  readonly file: FileState;
}

/** A file that was left out, and why. */
export type Failure = { readonly task: FileTask; readonly error: ErrorData };
type Pending = {
  readonly task: FileTask;
  readonly pending: PendingDocument;
  /** The document that this file was before it moved. */
  readonly moved: KnownDocument | undefined;
};
type Group = { readonly failures: readonly Failure[]; readonly pending: readonly Pending[] };
type Encoded = { readonly failures: readonly Failure[]; readonly pending: readonly Pending[] } & EncodedGroup;

const PARSE_AHEAD = 4;
const ENCODE_AHEAD = 2;
// A group is what one encode call takes: enough texts for full batches, few enough that progress stays visible.
const GROUP_TEXTS = 384;
const GROUP_FILES = 64;

/**
 * Parses, encodes and stores files: parsing runs ahead of encoding, encoding ahead of storing, each by a bounded
 * number of files. A file that fails is recorded with its error and ends nothing.
 * @param gone  documents whose file is gone, by content hash; a file with the same content is their new place.
 * @yields once per file: its failure, or null when it is stored.
 * @throws AbortError between files; DomainError `library.*` when the library cannot be written.
 */
export async function* indexFiles(
  tasks: readonly FileTask[],
  gone: Map<string, KnownDocument[]>,
  services: IndexingServices,
  meter: ProgressMeter,
  signal: AbortSignal,
): AsyncGenerator<Failure | null, void> {
  const parsed = mapAhead(tasks, PARSE_AHEAD, (task) => parseFile(task, gone, services, meter, signal));
  const encoded = mapAhead(groupFiles(parsed), ENCODE_AHEAD, (group) => encodeGroup(group, services, signal));
  for await (const group of encoded) {
    meter.encoded(group.tokens, services.encoder.provider);
    if (group.truncated > 0) services.logger.warn('texts.truncated', { texts: group.truncated });
    for (const failure of group.failures) {
      signal.throwIfAborted();
      yield await recordFailure(failure, services, meter);
    }
    for (const [index, document] of group.documents.entries()) {
      signal.throwIfAborted();
      const pending = group.pending[index] as Pending;
      const failure = await storeOrFail(document, pending, services);
      if (failure) yield await recordFailure(failure, services, meter);
      else {
        meter.fileDone(document.file.size, sentenceCount(document.document));
        yield null;
      }
    }
  }
}

async function recordFailure(
  failure: Failure,
  { writer }: IndexingServices,
  meter: ProgressMeter,
): Promise<Failure> {
  const { task, error } = failure;
  await writer.recordFailure(task.source, task.file, error);
  meter.fileFailed(task.file.size);
  return failure;
}

async function parseFile(
  task: FileTask,
  gone: Map<string, KnownDocument[]>,
  { parser, store, model }: IndexingServices,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<Pending | Failure> {
  signal.throwIfAborted();
  const seenAtMs = Date.now();
  try {
    const document = await parser.read(task.file.path);
    meter.parsed(task.file.path, sentenceCount(document));
    const file = {
      ...{ path: task.file.path, size: document.sizeBytes },
      ...{ modifiedAt: document.modifiedAtMs, changedAt: document.changedAtMs },
    };
    const known = store.documents.byPath(file.path);
    const moved = known ? undefined : takeMoved(document, gone);
    const before = known ?? moved;
    const stored = before ? await keptPassages(before.id, store, model) : [];
    const copied = await vectorsOfCopy(document, before, store, model);
    return { task, pending: pendingDocument(file, document, stored, copied), moved };
  } catch (thrown) {
    const changedAt = changeTime({ ctimeMs: task.file.changedAt ?? 0 }, seenAtMs);
    return { task: { ...task, file: { ...task.file, changedAt } }, error: toErrorData(thrown) };
  }
}

/** The document that this content was before it moved; under another type it is parsed differently, so it did not. */
function takeMoved(
  { contentHash, type }: ReadDocument,
  gone: Map<string, KnownDocument[]>,
): KnownDocument | undefined {
  const candidates = gone.get(contentHash) ?? [];
  const at = candidates.findIndex(({ path }) => documentTypeOf(path) === type);
  return at === -1 ? undefined : candidates.splice(at, 1)[0];
}

async function* groupFiles(files: AsyncIterable<Pending | Failure>): AsyncGenerator<Group> {
  let failures: Failure[] = [];
  let pending: Pending[] = [];
  let texts = 0;
  for await (const file of files) {
    if ('error' in file) failures.push(file);
    else {
      pending.push(file);
      texts += textCount(file.pending);
    }
    if (texts < GROUP_TEXTS && pending.length + failures.length < GROUP_FILES) continue;
    yield { failures, pending };
    failures = [];
    pending = [];
    texts = 0;
  }
  if (failures.length + pending.length > 0) yield { failures, pending };
}

async function encodeGroup(
  { failures, pending }: Group,
  { encoder }: IndexingServices,
  signal: AbortSignal,
): Promise<Encoded> {
  try {
    const group = pending.map((file) => file.pending);
    return { failures, pending, ...(await encodeDocuments(group, encoder, signal)) };
  } catch (thrown) {
    if (!isFaultOfTexts(thrown)) throw thrown;
    return encodeOneByOne({ failures, pending }, encoder, signal);
  }
}

/** After a group failed: each file alone, so that only the one that breaks the encoder is reported. */
async function encodeOneByOne(
  { failures, pending }: Group,
  encoder: TextEncoder,
  signal: AbortSignal,
): Promise<Encoded> {
  const failed: Failure[] = [...failures];
  const done: { file: Pending; group: EncodedGroup }[] = [];
  for (const file of pending) {
    try {
      done.push({ file, group: await encodeDocuments([file.pending], encoder, signal) });
    } catch (thrown) {
      if (!isFaultOfTexts(thrown)) throw thrown;
      failed.push({ task: { ...file.task, file: file.pending.file }, error: toErrorData(thrown) });
    }
  }
  return {
    failures: failed,
    pending: done.map(({ file }) => file),
    documents: done.flatMap(({ group }) => group.documents),
    tokens: done.reduce((sum, { group }) => sum + group.tokens, 0),
    truncated: done.reduce((sum, { group }) => sum + group.truncated, 0),
  };
}

/** @returns the failure where it is the file's own; a library that cannot be written ends the run. */
async function storeOrFail(
  document: EncodedDocument,
  pending: Pending,
  services: IndexingServices,
): Promise<Failure | null> {
  try {
    await storeDocument(document, pending, services);
    return null;
  } catch (thrown) {
    if (thrown instanceof DomainError && thrown.code.startsWith('library.')) throw thrown;
    services.logger.error('store.failed', { path: pending.task.file.path, error: String(thrown) });
    return { task: pending.task, error: toErrorData(thrown) };
  }
}

async function storeDocument(
  { file, document, passages }: EncodedDocument,
  { task, moved }: Pending,
  { store, writer, vectors: index, model }: IndexingServices,
): Promise<void> {
  const same = moved ?? store.documents.byPath(file.path);
  const isKnown = passages.every(({ vectors }) => vectors === null);
  if (isKnown && same?.contentHash === document.contentHash) {
    await writer.moveDocument(same.id, task.source, file);
    return;
  }
  const { type, title, tags, text, contentHash } = document;
  const draft = { ...file, sourceId: task.source, type, title, tags, text, contentHash, passages };
  index.apply(await writer.replaceDocument(draft, model));
}

function textCount({ passages }: PendingDocument): number {
  return passages.reduce((sum, { draft, isNew }) => sum + (isNew ? draft.sentences.length + 1 : 0), 0);
}

function sentenceCount({ passages }: { passages: readonly { sentences: readonly unknown[] }[] }): number {
  return passages.reduce((sum, passage) => sum + passage.sentences.length, 0);
}
