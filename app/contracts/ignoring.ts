import { z } from 'zod';

/** Lines in the syntax of .gitignore; paths begin at the folder that was added. */
export const IgnoreText = z.string().max(20_000);

export const IgnoreChange = z.object({ rules: IgnoreText });
export type IgnoreChange = z.infer<typeof IgnoreChange>;

/** All that decides which files of a source are read. */
export const IgnoreRules = z.object({
  /** What the user has set for every source. */
  rules: IgnoreText,
  /** Files that the sources may hold, whose lines leave things out of the folder they lie in. */
  ruleFiles: z.array(z.string()),
  /** Names that are left out wherever they are found, besides all that begins with a dot. */
  builtIn: z.array(z.string()),
  /** Larger files are listed as unreadable. */
  largestFileBytes: z.int(),
});
export type IgnoreRules = z.infer<typeof IgnoreRules>;

export const IgnorePreview = z.object({
  /** Documents in the library now. */
  documents: z.int(),
  /** How many of them would go. */
  leftOut: z.int(),
  /** The first of those, as paths. */
  examples: z.array(z.string()),
});
export type IgnorePreview = z.infer<typeof IgnorePreview>;
