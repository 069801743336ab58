import { z } from 'zod';
import { ModelSwitch, UsedModel } from './library.ts';

/** A model for a library, and how much of it is used. */
export const ModelChoice = z.object({
  /** `default`, the id of a package, or a folder. */
  model: z.string().min(1).max(4096),
  /** Layers that are run; left out: all of them. */
  exitLayer: z.int().positive().optional(),
  /** Components that are kept of every vector; left out: all of them. */
  dimensions: z.int().positive().optional(),
});
export type ModelChoice = z.infer<typeof ModelChoice>;

/** What the card of a model says, and what may be chosen of it. */
export const ListedModel = z.object({
  id: z.string(),
  name: z.string(),
  /** `bundled` with the program, or the library's own. */
  origin: z.enum(['bundled', 'library']),
  /** Null where the package does not tell, as for plain exports. */
  licence: z.string().nullable(),
  source: z.string().nullable(),
  languages: z.array(z.string()),
  /** Number of layers; null where they cannot be chosen from. */
  layers: z.int().nullable(),
  /** Layers that may be chosen to exit after, all of them among these; ascending. */
  exitLayers: z.array(z.int()),
  /** Widths that may be chosen, ascending. */
  dimensions: z.array(z.int()),
  maxTokens: z.int(),
  parameters: z.int().nullable(),
  /** Measured scores by name. */
  scores: z.record(z.string(), z.number()),
  /** What its folder takes up. */
  bytes: z.int(),
  /** Used by the library now, or after the switch under way. */
  use: z.enum(['active', 'coming']).nullable(),
});
export type ListedModel = z.infer<typeof ListedModel>;

export const ModelsState = z.object({
  active: UsedModel,
  /** Null while the library is not being prepared for another model. */
  switch: ModelSwitch.nullable(),
  models: z.array(ListedModel),
});
export type ModelsState = z.infer<typeof ModelsState>;

/** What checking a package against its card and against itself came to. */
export const ModelReport = z.object({
  id: z.string(),
  passed: z.boolean(),
  checks: z.array(z.object({ name: z.string(), passed: z.boolean(), message: z.string() })),
});
export type ModelReport = z.infer<typeof ModelReport>;
