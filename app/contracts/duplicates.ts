import { z } from 'zod';
import { PlacedText } from './search.ts';

/**
 * `identical`: the same characters but for white space. `near-identical`: other case, punctuation, or small edits.
 * `contained`: one stands in the other. `reworded`: the same said in other words.
 */
export const DuplicateKind = z.enum(['identical', 'near-identical', 'contained', 'reworded']);
export type DuplicateKind = z.infer<typeof DuplicateKind>;

/** Where duplicates of every kind part from everything else: see docs/decisions/0010-near-duplicates.md. */
export const DEFAULT_THRESHOLD = 0.9;
/** Pairs below it are not kept, so the threshold cannot be lower. */
export const LEAST_THRESHOLD = 0.5;

/** Which passages are looked at: all, those of one source, or pairs between two sources. */
export const DuplicateScope = z.discriminatedUnion('within', [
  z.object({ within: z.literal('library') }),
  z.object({ within: z.literal('source'), source: z.int() }),
  z.object({ within: z.literal('between'), sources: z.tuple([z.int(), z.int()]) }),
]);
export type DuplicateScope = z.infer<typeof DuplicateScope>;

export const DuplicateRequest = z.object({
  threshold: z.number().min(LEAST_THRESHOLD).max(1).default(DEFAULT_THRESHOLD),
  scope: DuplicateScope.default({ within: 'library' }),
  /** Left out: all kinds. */
  kinds: z.array(DuplicateKind).optional(),
  /** How many groups to skip, and how many to give at most. */
  offset: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(100_000).default(200),
});
export type DuplicateRequest = z.infer<typeof DuplicateRequest>;

/** A passage of a group, with the slice of the document text that it stands for. */
export const DuplicateMember = PlacedText.extend({
  passageId: z.int(),
  documentId: z.int(),
  /** Absolute path. */
  document: z.string(),
  title: z.string().nullable(),
  modifiedAt: z.number(),
  heading: z.array(z.string()),
  page: z.int().optional(),
  /** The text without markup: what was compared, and what a difference of words is best shown of. */
  readable: z.string(),
  /** Lines of code: they are best shown in a face for code, with their indentation. */
  isCode: z.boolean(),
  /** How the passage relates to the reference of its group; null for the reference itself. */
  relation: z
    .object({
      kind: DuplicateKind,
      similarity: z.number(),
      /** Of the meanings; null where one of the two has no vector. */
      cosine: z.number().nullable(),
    })
    .nullable(),
});
export type DuplicateMember = z.infer<typeof DuplicateMember>;

/**
 * Passages that repeat one of them, the reference, which comes first and is the one to keep: of the most copies, or else
 * the one most like all others. No two that are kept apart are in one group.
 */
export const DuplicateGroup = z.object({
  /** Of the member that is least like the reference. */
  kind: DuplicateKind,
  similarity: z.number(),
  members: z.array(DuplicateMember).min(2),
});
export type DuplicateGroup = z.infer<typeof DuplicateGroup>;

export const DuplicateReport = z.object({
  /** The most similar first; equally similar ones by how many words are repeated, and by place. */
  groups: z.array(DuplicateGroup),
  /** Groups in all, whatever `offset` and `limit` say. */
  total: z.int(),
  /** Passages that were not compared yet: see `duplicates.update`. */
  pending: z.int(),
  /** Passages left out because they are too short. */
  tooShort: z.int(),
  /** Pairs of texts that the user keeps apart, as far as both are in the library. */
  ignored: z.int(),
});
export type DuplicateReport = z.infer<typeof DuplicateReport>;

/**
 * Two passages that the user keeps apart, and all copies of them with them. The relation is null where they were not
 * similar enough to be compared.
 */
export const IgnoredDuplicates = z.object({ reference: DuplicateMember, member: DuplicateMember });
export type IgnoredDuplicates = z.infer<typeof IgnoredDuplicates>;

/** Where comparing stands: steps of three per passage (read, look around, compare). No number goes backwards. */
export const DuplicateProgress = z.object({ done: z.int(), total: z.int() });
export type DuplicateProgress = z.infer<typeof DuplicateProgress>;

/** Two passages, in either order. */
export const PassagePair = z.object({ first: z.int(), second: z.int() });
export type PassagePair = z.infer<typeof PassagePair>;
