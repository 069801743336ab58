import { z } from 'zod';
import { ErrorInfo } from './library.ts';

/**
 * `exact`: the files are the same, byte for byte. `near`: passage by passage, under the same headings and in the same
 * order, the texts are identical or near-identical.
 */
export const CopyLikeness = z.enum(['exact', 'near']);
export type CopyLikeness = z.infer<typeof CopyLikeness>;

const CopiedFile = z.object({
  documentId: z.int(),
  /** Absolute path. */
  document: z.string(),
  title: z.string().nullable(),
  modifiedAt: z.number(),
  sizeBytes: z.number(),
});

/** A document of which all is said again by others. */
export const FileCopies = z.object({
  /** The one to keep: the longest, of those the oldest, of those the first by place. */
  reference: CopiedFile,
  copies: z
    .array(
      CopiedFile.extend({
        likeness: CopyLikeness,
        /** Passages whose readable texts are not the same but for white space. */
        differing: z.int(),
        /** Elsewhere, what is not read differs too: targets of links, images, comments, front matter. */
        unreadDiffers: z.boolean(),
      }),
    )
    .min(1),
});
export type FileCopies = z.infer<typeof FileCopies>;

export const CopiesReport = z.object({
  /** By the path of the one to keep. */
  groups: z.array(FileCopies),
  /** Groups in all; beyond the first {@link MOST_COPY_GROUPS} they are not listed. */
  total: z.int(),
});
export type CopiesReport = z.infer<typeof CopiesReport>;

export const MOST_COPY_GROUPS = 500;

/** Moves of one request at most. */
export const MOST_MOVES = 1_000;

/** Copies that are to go, each with the document that says the same and stays. */
export const MoveToBinRequest = z.object({
  moves: z
    .array(z.object({ reference: z.int(), copy: z.int() }))
    .min(1)
    .max(MOST_MOVES),
});
export type MoveToBinRequest = z.infer<typeof MoveToBinRequest>;

/** What became of one copy: in the bin, or left where it is for a reason. */
export const MovedCopy = z.object({
  documentId: z.int(),
  document: z.string(),
  error: ErrorInfo.nullable(),
});
export type MovedCopy = z.infer<typeof MovedCopy>;
