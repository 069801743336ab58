import { z } from 'zod';

/** Widths that a 2D-Matryoshka vector may be cut to. */
const dimension = z.int().positive().max(8192);

/**
 * `deelm.json`: what a model package says of itself. `firstBidirectionalLayer` is k of METHODS A8: layers < k are
 * causal, layers ≥ k attend in both directions.
 */
export const ModelCard = z.object({
  formatVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  name: z.string(),
  languages: z.array(z.string()),
  licence: z.string(),
  source: z.string(),
  architecture: z.string(),
  layers: z.int().positive(),
  firstBidirectionalLayer: z.int().nonnegative(),
  form: z.enum(['sequential', 'two-branch']),
  pooling: z.enum(['mean', 'last']),
  /** Which states are pooled: the residual stream itself, or after the final norm (METHODS D11). */
  pooledStates: z.enum(['residual', 'normed']),
  prompts: z.object({ query: z.string(), passage: z.string() }),
  maxTokens: z.int().positive(),
  dimensions: z.array(dimension).min(1),
  exitLayers: z.array(z.int().positive()),
  parameters: z.int().positive(),
  /** Measured scores by name, each between -1 and 1 (Spearman) or 0 and 1; empty until measured. */
  scores: z.record(z.string(), z.number()),
  /** sha256 of every file of the package but this one, by path relative to the package. */
  sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});
export type ModelCard = z.infer<typeof ModelCard>;

/** Full width of the model's vectors. */
export function modelWidth(card: ModelCard): number {
  return Math.max(...card.dimensions);
}
