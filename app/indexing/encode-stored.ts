import { type ErrorData, toErrorData } from '../base/domain-error.ts';
import type { DocumentId, ModelId, PassageId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { LackingDocument } from '../storage/read/models.ts';
import type { LibraryWriter } from '../storage/write/library-writer.ts';
import type { EncodablePassage, EncodedPassages } from './encode-passages.ts';
import { isFaultOfTexts } from './faults.ts';
import type { VectorSink } from './services.ts';

/** A passage of the library that lacks vectors of a model. */
export interface StoredPassage extends EncodablePassage {
  readonly id: PassageId;
}

/** Makes vectors of passages under a model. @throws AbortError; DomainError `encoder.*` | `model.*` */
export type PassageEncoder = (
  passages: readonly StoredPassage[],
  signal: AbortSignal,
) => Promise<EncodedPassages>;

export interface StoredEncodingServices {
  readonly store: LibraryStore;
  readonly writer: LibraryWriter;
  readonly vectors: VectorSink;
  readonly model: ModelId;
  readonly encode: PassageEncoder;
}

/** What was done since the step before. */
export interface StoredEncodingStep {
  /** Of documents that are done with: encoded now, encoded before, or left out. */
  readonly passages: number;
  readonly tokens: number;
}

/** Documents that the model could not encode. */
export type EncodingFailures = ReadonlyMap<DocumentId, ErrorData>;

/** A document with those of its passages that are to be encoded. */
interface Work {
  readonly document: LackingDocument;
  readonly passages: readonly StoredPassage[];
}

/** A step is short, since files that change and queries wait for it or share the processor with it. */
const STEP_CHARACTERS = 12_000;
const STEP_DOCUMENTS = 64;
const PASSAGES_PER_READ = 200;

/**
 * Makes the vectors that documents of the library lack under a model, from their stored texts: no file is read. What a
 * step made is stored before the step is told, so it may be stopped at any of them, by force too, and goes on from there.
 * Documents that are stored meanwhile are encoded as well. A document that breaks the encoder is left out.
 * @yields after each step; the next begins when it is asked for.
 * @returns the documents that were left out; all others have their vectors.
 * @throws AbortError between two steps; DomainError `encoder.*` | `model.*` | `library.*`
 */
export async function* encodeStored(
  services: StoredEncodingServices,
  signal: AbortSignal,
): AsyncGenerator<StoredEncodingStep, EncodingFailures> {
  const failures = new Map<DocumentId, ErrorData>();
  for (;;) {
    let isComplete = true;
    for (const works of stepsOf(services, failures)) {
      isComplete = false;
      signal.throwIfAborted();
      yield await encodeStep(works, services, failures, signal);
    }
    if (isComplete) return failures;
  }
}

/** One pass over the documents that lack vectors. */
function* stepsOf(services: StoredEncodingServices, failures: EncodingFailures): Generator<Work[], void> {
  let works: Work[] = [];
  let characters = 0;
  for (const work of lackingWork(services, failures)) {
    works.push(work);
    characters += work.passages.reduce((sum, { text }) => sum + text.length, 0);
    if (characters < STEP_CHARACTERS && works.length < STEP_DOCUMENTS) continue;
    yield works;
    works = [];
    characters = 0;
  }
  if (works.length > 0) yield works;
}

/** Documents in the order of their ids, long ones in parts. */
function* lackingWork(
  { store, model }: StoredEncodingServices,
  failures: EncodingFailures,
): Generator<Work, void> {
  for (let after = 0; ; ) {
    const [document] = store.models.lacking(model, after, 1);
    if (!document) return;
    after = document.id;
    if (failures.has(document.id)) continue;
    const lacking = store.models.lackingPassages(document.id, model);
    if (lacking.length === 0) yield { document, passages: [] };
    for (let start = 0; start < lacking.length; start += PASSAGES_PER_READ) {
      const passages = readPassages(document, lacking.slice(start, start + PASSAGES_PER_READ), store, model);
      yield* inParts(document, passages);
    }
  }
}

function* inParts(document: LackingDocument, passages: readonly StoredPassage[]): Generator<Work, void> {
  let part: StoredPassage[] = [];
  let characters = 0;
  for (const passage of passages) {
    part.push(passage);
    characters += passage.text.length;
    if (characters < STEP_CHARACTERS) continue;
    yield { document, passages: part };
    part = [];
    characters = 0;
  }
  if (part.length > 0) yield { document, passages: part };
}

function readPassages(
  { title }: LackingDocument,
  ids: readonly PassageId[],
  store: LibraryStore,
  model: ModelId,
): StoredPassage[] {
  const rows = store.passages.byIds(ids);
  const sentences = Map.groupBy(store.passages.sentences(ids, model), ({ passageId }) => passageId);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (!row) return [];
    const { kind, text, heading: headingPath } = row;
    const spans = (sentences.get(id) ?? []).map(({ textSpan }) => textSpan);
    return [{ id, title, kind, headingPath, text, sentences: spans }];
  });
}

async function encodeStep(
  works: readonly Work[],
  services: StoredEncodingServices,
  failures: Map<DocumentId, ErrorData>,
  signal: AbortSignal,
): Promise<StoredEncodingStep> {
  try {
    return await encodeWorks(works, services, signal);
  } catch (thrown) {
    signal.throwIfAborted();
    if (!isFaultOfTexts(thrown)) throw thrown;
  }
  // Each document alone, so that only the one that breaks the encoder is left out.
  const steps: StoredEncodingStep[] = [];
  for (const work of works) {
    if (failures.has(work.document.id)) continue;
    try {
      steps.push(await encodeWorks([work], services, signal));
    } catch (thrown) {
      if (!isFaultOfTexts(thrown)) throw thrown;
      failures.set(work.document.id, toErrorData(thrown));
    }
  }
  return {
    passages: steps.reduce((sum, { passages }) => sum + passages, 0),
    tokens: steps.reduce((sum, { tokens }) => sum + tokens, 0),
  };
}

async function encodeWorks(
  works: readonly Work[],
  { writer, vectors: index, model, encode }: StoredEncodingServices,
  signal: AbortSignal,
): Promise<StoredEncodingStep> {
  const passages = works.flatMap((work) => work.passages);
  const { vectors, tokens } = await encode(passages, signal);
  const encodings = passages.map(({ id }, row) => ({ passageId: id, vectors: vectors[row]! }));
  const documents = [...new Set(works.map(({ document }) => document.id))];
  index.apply(await writer.storeVectors(model, encodings, documents));
  return { passages: passages.length, tokens };
}
