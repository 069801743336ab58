import { z } from 'zod';

export const MAX_QUERY_CHARACTERS = 10_000;

export const SearchMode = z.enum(['hybrid', 'meaning', 'words']);
export type SearchMode = z.infer<typeof SearchMode>;

/** How long ago a document was changed, in days at most. */
export const CHANGED_WITHIN_DAYS = [1, 7, 30, 365] as const;

const MOST_VALUES = 100;
const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(MOST_VALUES);
const DocumentKind = z.enum(['markdown', 'text', 'html']);

/**
 * Which documents are looked at, beside what the operators of the query say: those that satisfy all filters, each by any
 * of its values. A filter that is left out is not looked at.
 */
export const SearchFilters = z.object({
  source: anyOf(z.int()).optional(),
  type: anyOf(DocumentKind).optional(),
  /** In any case. */
  tag: anyOf(z.string().max(200)).optional(),
  changedWithinDays: z.literal(CHANGED_WITHIN_DAYS).optional(),
});
export type SearchFilters = z.infer<typeof SearchFilters>;

const MOST_EXAMPLES = 8;

export const SearchRequest = z.object({
  query: z.string().max(MAX_QUERY_CHARACTERS),
  /** Number of documents at most. */
  limit: z.int().min(1).max(200).default(10),
  mode: SearchMode.default('hybrid'),
  /** Glob over absolute paths; a glob without a leading slash matches at any depth. */
  path: z.string().max(1000).optional(),
  filters: SearchFilters.optional(),
  /** Passages whose meaning is wanted too, and passages whose meaning is not. */
  more: z.array(z.int()).max(MOST_EXAMPLES).optional(),
  less: z.array(z.int()).max(MOST_EXAMPLES).optional(),
  /** Asks for {@link SearchFacets}. */
  facets: z.boolean().optional(),
});
export type SearchRequest = z.infer<typeof SearchRequest>;

/** Either a text or a place in the library. */
export const SimilarRequest = z.object({
  text: z.string().max(MAX_QUERY_CHARACTERS).optional(),
  document: z.string().optional(),
  passageOrdinal: z.int().nonnegative().optional(),
  limit: z.int().min(1).max(200).default(10),
  path: z.string().max(1000).optional(),
});
export type SimilarRequest = z.infer<typeof SimilarRequest>;

/** Text with its place in the document text (UTF-16 code units): `documentText.slice(start, end) === text`. */
export const PlacedText = z.object({ text: z.string(), start: z.int(), end: z.int() });
export type PlacedText = z.infer<typeof PlacedText>;

export const Span = z.object({ start: z.int(), end: z.int() });

export const PassageHit = z.object({
  passageId: z.int(),
  /** Ranking score, higher is better; comparable within one response only. */
  score: z.number(),
  /** Cosine of the best sentence with the query; null where meaning took no part. */
  cosine: z.number().nullable(),
  /** Share of this library's random sentence pairs that are less alike, 0 to 100; null for a library too small. */
  percentile: z.number().nullable(),
  heading: z.array(z.string()),
  page: z.int().optional(),
  sentence: PlacedText,
  passage: PlacedText,
  /** Readable text of the passage (markup removed), and in it the best sentence and the matched words. */
  readable: z.object({ text: z.string(), sentence: Span, words: z.array(Span) }),
  /** Lines of code: they are best shown in a face for code, with their indentation. */
  isCode: z.boolean(),
  matched: z.enum(['meaning', 'words', 'both']),
});
export type PassageHit = z.infer<typeof PassageHit>;

/** One document: its best passage, then further passages of the same document. */
export const DocumentHit = PassageHit.extend({
  documentId: z.int(),
  /** Absolute path. */
  document: z.string(),
  title: z.string().nullable(),
  modifiedAt: z.number(),
  more: z.array(PassageHit),
});
export type DocumentHit = z.infer<typeof DocumentHit>;

const facet = <Value extends z.ZodType>(value: Value) =>
  z.array(z.object({ value, documents: z.int().positive() }));

/** How the documents that a query finds without filters divide; values without a document are left out. */
export const SearchFacets = z.object({
  sources: facet(z.int()),
  types: facet(DocumentKind),
  /** The most frequent first. */
  tags: facet(z.string()),
  changedWithinDays: facet(z.literal(CHANGED_WITHIN_DAYS)),
});
export type SearchFacets = z.infer<typeof SearchFacets>;

export const SearchResponse = z.object({
  query: z.string(),
  tookMs: z.number(),
  /** Words, operators or stages that could not take part, in plain words. */
  notes: z.array(z.string()),
  hits: z.array(DocumentHit),
  /** Where the request asks for them. */
  facets: SearchFacets.optional(),
});
export type SearchResponse = z.infer<typeof SearchResponse>;
