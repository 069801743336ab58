import { z } from 'zod';

/** Trouble as data: see DomainError. */
export const ErrorInfo = z.object({
  code: z.string(),
  message: z.string(),
  nextStep: z.string(),
  retryable: z.boolean(),
});
export type ErrorInfo = z.infer<typeof ErrorInfo>;

export const Source = z.object({
  id: z.int(),
  path: z.string(),
  documents: z.int(),
  /** Files in it that could not be read. */
  failed: z.int(),
  /** False while the folder cannot be reached (unplugged, unmounted): its documents stay searchable. */
  reachable: z.boolean(),
  /** Changes are noticed at once; where not, by going through the folder every quarter of an hour. */
  watched: z.boolean(),
});
export type Source = z.infer<typeof Source>;

/**
 * Where an indexing run stands. Within a run no number goes backwards, `filesTotal` is fixed once scanning is over,
 * and the last event has a final phase. A run that is `paused` is held between two files and goes on from there; the
 * time it is held counts for none of its figures.
 */
export const IndexProgress = z.object({
  phase: z.enum(['scanning', 'indexing', 'paused', 'done', 'cancelled', 'failed']),
  filesDone: z.int(),
  filesTotal: z.int(),
  sentencesDone: z.int(),
  /** Sentences found so far. */
  sentencesTotal: z.int(),
  tokensPerSecond: z.number(),
  etaSeconds: z.number().nullable(),
  currentPath: z.string().nullable(),
  provider: z.string(),
  /** Why the run failed. */
  error: ErrorInfo.optional(),
});
export type IndexProgress = z.infer<typeof IndexProgress>;

export const SkippedFile = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  nextStep: z.string(),
});
export type SkippedFile = z.infer<typeof SkippedFile>;

/** Result of an indexing run; counts are of the whole library afterwards. */
export const IndexReport = z.object({
  documents: z.int(),
  passages: z.int(),
  sentences: z.int(),
  skipped: z.array(SkippedFile),
  seconds: z.number(),
  tokensPerSecond: z.number(),
  provider: z.string(),
});
export type IndexReport = z.infer<typeof IndexReport>;

export const FailedDocument = z.object({
  path: z.string(),
  error: ErrorInfo,
  /** The version read before it failed, which can still be found; null where there is none. */
  documentId: z.int().nullable(),
});
export type FailedDocument = z.infer<typeof FailedDocument>;

/**
 * `failed`: the file as it is now could not be read; an earlier version may still be found. `waiting`: read for another
 * model, and read anew for this one by the next run.
 */
export const DocumentStatus = z.enum(['indexed', 'failed', 'waiting']);
export type DocumentStatus = z.infer<typeof DocumentStatus>;

export const DocumentsRequest = z.object({
  /** Left out: of all sources. */
  source: z.int().optional(),
  /** A part of path or title, in any case (of A to Z). */
  filter: z.string().max(500).default(''),
  /** Left out: of any status. */
  status: DocumentStatus.optional(),
  /** `name` is the title, or the file's name where it has none. */
  sort: z.enum(['name', 'modified', 'passages']).default('name'),
  descending: z.boolean().default(false),
  offset: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(500).default(100),
});
export type DocumentsRequest = z.infer<typeof DocumentsRequest>;

/** A file of the library as a list shows it. */
export const ListedDocument = z.object({
  /** Null for a file that could never be read. */
  documentId: z.int().nullable(),
  path: z.string(),
  title: z.string().nullable(),
  source: z.int(),
  status: DocumentStatus,
  /** Milliseconds since 1970. */
  modifiedAt: z.number(),
  passages: z.int(),
});
export type ListedDocument = z.infer<typeof ListedDocument>;

export const DocumentsPage = z.object({
  documents: z.array(ListedDocument),
  /** Of all that the request asks for, whatever `offset` and `limit` say. */
  total: z.int(),
});
export type DocumentsPage = z.infer<typeof DocumentsPage>;

/** What a library takes up on its disk, in bytes. */
export const StorageUse = z.object({
  /** Texts, words and vectors: the only part that cannot be deleted and come back. */
  database: z.int(),
  /** Graphs over the vectors: a cache. */
  graphs: z.int(),
  /** Graphs made of model packages: a cache. */
  derivedModels: z.int(),
  /** Model packages of this library's own. */
  models: z.int(),
  /** What is left on that disk; null where the system does not tell. */
  free: z.int().nullable(),
});
export type StorageUse = z.infer<typeof StorageUse>;

/** A model as it is used. */
export const UsedModel = z.object({
  id: z.string(),
  name: z.string(),
  /** Layers that are run; null for all of them. */
  exitLayer: z.int().nullable(),
  /** Components of its vectors. */
  dimensions: z.int(),
});
export type UsedModel = z.infer<typeof UsedModel>;

/**
 * How far a library is prepared for another model, while the one in use serves as ever. Within a preparation no number
 * goes backwards. `encoding`: its vectors are made; `comparing`: near-duplicates are looked for with them; `opening`:
 * searching is made ready; `paused`: held with indexing; `failed`: see `error`; it is tried again when the model is
 * chosen again or the library is opened again.
 */
export const ModelSwitch = z.object({
  to: UsedModel,
  phase: z.enum(['encoding', 'comparing', 'opening', 'paused', 'failed']),
  passagesDone: z.int(),
  passagesTotal: z.int(),
  tokensPerSecond: z.number(),
  etaSeconds: z.number().nullable(),
  error: ErrorInfo.optional(),
});
export type ModelSwitch = z.infer<typeof ModelSwitch>;

export const LibraryStatus = z.object({
  libraryDir: z.string(),
  /** False when another process holds the library: searching works, changing does not. */
  writable: z.boolean(),
  /** Indexing is held until it is resumed; searching goes on. */
  paused: z.boolean(),
  sources: z.array(Source),
  documents: z.int(),
  passages: z.int(),
  sentences: z.int(),
  failed: z.int(),
  /** Pairs of passages that the user keeps apart: see `duplicates.ignore`. */
  keptApart: z.int(),
  model: UsedModel.extend({ provider: z.string() }),
  /** Null while the library is not being prepared for another model. */
  modelSwitch: ModelSwitch.nullable(),
  /** How the vector stage answers now. */
  vectorStage: z.enum(['exact', 'codes', 'building', 'hnsw']),
  progress: IndexProgress.nullable(),
});
export type LibraryStatus = z.infer<typeof LibraryStatus>;

/** A library after everything in it was deleted. */
export const DeletedLibrary = z.object({
  /** What was left in its folder: links, which are not followed, and what in `models` is no model package. */
  left: z.array(z.string()),
});
export type DeletedLibrary = z.infer<typeof DeletedLibrary>;

export const Finding = z.object({
  check: z.string(),
  status: z.enum(['ok', 'warning', 'problem', 'repaired']),
  message: z.string(),
  nextStep: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

/** A folder as the folder picker sees it. */
export const FolderListing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  /** Readable documents directly inside. */
  documents: z.int(),
  /** Places to start from: home, documents, mounted drives. */
  places: z.array(z.object({ name: z.string(), path: z.string() })),
});
export type FolderListing = z.infer<typeof FolderListing>;

/** A document found by its path, and the sentence at an offset of its text. */
export const FoundDocument = z.object({
  documentId: z.int(),
  title: z.string().nullable(),
  modifiedAt: z.number(),
  /** Null where no offset was asked for, or no sentence stands there any more. */
  sentence: z.object({ start: z.int(), end: z.int() }).nullable(),
});
export type FoundDocument = z.infer<typeof FoundDocument>;

export const DocumentPreview = z.object({
  documentId: z.int(),
  path: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  modifiedAt: z.number(),
});
export type DocumentPreview = z.infer<typeof DocumentPreview>;
