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
  /** False while the folder cannot be reached (unplugged, unmounted): its documents stay searchable. */
  reachable: z.boolean(),
});
export type Source = z.infer<typeof Source>;

/**
 * Where an indexing run stands. Within a run no number goes backwards, `filesTotal` is fixed once scanning is over,
 * and the last event has a final phase.
 */
export const IndexProgress = z.object({
  phase: z.enum(['scanning', 'indexing', 'done', 'cancelled', 'failed']),
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

export const SkippedFile = z.object({ path: z.string(), code: z.string(), message: z.string() });
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

export const FailedDocument = z.object({ path: z.string(), error: ErrorInfo });
export type FailedDocument = z.infer<typeof FailedDocument>;

export const LibraryStatus = z.object({
  libraryDir: z.string(),
  /** False when another process holds the library: searching works, changing does not. */
  writable: z.boolean(),
  sources: z.array(Source),
  documents: z.int(),
  passages: z.int(),
  sentences: z.int(),
  failed: z.int(),
  model: z.object({ id: z.string(), name: z.string(), provider: z.string() }),
  /** How the vector stage answers now. */
  vectorStage: z.enum(['exact', 'hnsw', 'building']),
  progress: IndexProgress.nullable(),
});
export type LibraryStatus = z.infer<typeof LibraryStatus>;

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

export const DocumentPreview = z.object({
  documentId: z.int(),
  path: z.string(),
  title: z.string().nullable(),
  text: z.string(),
  modifiedAt: z.number(),
});
export type DocumentPreview = z.infer<typeof DocumentPreview>;
