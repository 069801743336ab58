import { z } from 'zod';
import { MAX_QUERY_CHARACTERS, Span } from './search.ts';

/** Two texts, and how the model is to be run on them; what is left out is as the model is made. */
export const CompareRequest = z.object({
  a: z.string().max(MAX_QUERY_CHARACTERS),
  b: z.string().max(MAX_QUERY_CHARACTERS),
  /** k, from 0 … L: layers before it are causal, the others attend in both directions; L makes all causal. */
  firstBidirectionalLayer: z.int().optional(),
  /** After how many layers the model is left, 1 … L. */
  exitLayer: z.int().optional(),
  /** Components of the vectors that count; one of CompareChoices.dimensions. */
  dimensions: z.int().optional(),
});
export type CompareRequest = z.infer<typeof CompareRequest>;

/** What may be chosen for a comparison with the model in use. */
export const CompareChoices = z.object({
  /** L, the number of layers; null for models whose layers are out of reach. */
  layers: z.int().nullable(),
  /** k that the model is made with. */
  firstBidirectionalLayer: z.int().nullable(),
  /** Exit layers that the model was trained to be left at. Any other layer may be chosen as well. */
  exitLayers: z.array(z.int()),
  /** Ascending; the last is the full width. */
  dimensions: z.array(z.int()).min(1),
});
export type CompareChoices = z.infer<typeof CompareChoices>;

/** How a comparison was made: the request with the model's own values filled in. */
export const CompareSettings = z.object({
  firstBidirectionalLayer: z.int().nullable(),
  exitLayer: z.int().nullable(),
  dimensions: z.int(),
  /** True where all are the model's own, with which the vectors of the library are made. */
  own: z.boolean(),
});
export type CompareSettings = z.infer<typeof CompareSettings>;

/** In falling order of similarity: see app/compare/verdict.ts. */
export const Verdict = z.enum(['same', 'close', 'related', 'unrelated']);
export type Verdict = z.infer<typeof Verdict>;

/**
 * Where each word begins, on a scale on which unrelated sentences are 0 and equal texts 1. Calibrated on STS-B dev:
 * docs/decisions/0011-compare.md has the figures, `npm run bench -- verdict` finds them for another model.
 */
export const VERDICT_STARTS: readonly (readonly [Verdict, number])[] = [
  ['same', 0.8],
  ['close', 0.5],
  ['related', 0.25],
];

export const ComparedToken = z.object({
  /** Readable; the name of the token where it is a special one. */
  text: z.string(),
  /** Place in the text, in UTF-16 code units; null for special tokens, prompts, and where it is not known. */
  span: Span.nullable(),
});
export type ComparedToken = z.infer<typeof ComparedToken>;

/** Words of two texts, whatever they mean. */
export const LexicalOverlap = z.object({
  /** Words in both texts, lower-cased, in the order of the first. */
  shared: z.array(z.string()),
  /** Distinct words in both as a share of distinct words in either, 0 … 1. */
  jaccard: z.number(),
});
export type LexicalOverlap = z.infer<typeof LexicalOverlap>;

export const Comparison = z.object({
  /** Of the vectors of the two texts under `settings`. */
  cosine: z.number(),
  /**
   * Share of this library's random sentence pairs that are less alike, 0 to 100; null for a library too small, and
   * under settings that are not the model's own, as the library's vectors were made with those.
   */
  percentile: z.number().nullable(),
  verdict: Verdict,
  /** Median cosine of sentences that have nothing to do with each other, under the same settings. */
  unrelated: z.number(),
  settings: CompareSettings,
  /** Cosine after each layer 0 … L under the chosen k and dimensions; 0 are the embeddings. Null: see `notes`. */
  perLayer: z.array(z.number()).nullable(),
  /** The tokens that the model read, and the cosine of each state of `a` (rows) with each of `b` (columns). */
  tokens: z.object({
    a: z.array(ComparedToken),
    b: z.array(ComparedToken),
    similarity: z.array(z.array(z.number())).nullable(),
  }),
  /** What each token adds to the cosine: either list sums up to it. Null: see `notes`. */
  contributions: z.object({ a: z.array(z.number()), b: z.array(z.number()) }).nullable(),
  overlap: LexicalOverlap,
  /** True for a text whose end the model did not read, because it is too long. */
  truncated: z.object({ a: z.boolean(), b: z.boolean() }),
  /** Parts that cannot be shown and why, in plain words. */
  notes: z.array(z.string()),
  tookMs: z.number(),
});
export type Comparison = z.infer<typeof Comparison>;
