import { basename, resolve } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { ModelCard } from '../contracts/model-card.ts';
import type { Decoder } from './architectures/decoder.ts';
import type { PooledStates } from './graph/sentence-graph.ts';
import type { Pooling } from './graph/sequence.ts';

export interface ConvertOptions {
  /** Folder with config.json, safetensors weights and tokenizer.json. */
  readonly hfFolder: string;
  /** Folder of the package; a package that is already there is replaced. */
  readonly outDir: string;
  /** k: layers < k stay causal. Default `auto`: L-3, or 0 for fewer layers (METHODS D3, a model without a measured turning point). */
  readonly firstBidirectionalLayer?: number | 'auto';
  /** Default `mean`. */
  readonly pooling?: Pooling;
  /** Default `normed`, as decoders are trained; `residual` for models trained to be pooled so (METHODS D11). */
  readonly pooledStates?: PooledStates;
  /** Default `sequential`, the only form so far. */
  readonly form?: 'sequential' | 'two-branch';
  /** Folder of a LoRA adapter in PEFT format, merged into the weights. */
  readonly adapter?: string;
  /** Default: from the name of `hfFolder`, as are `name` and `source`. */
  readonly id?: string;
  readonly name?: string;
  readonly source?: string;
  /** Default `unknown`. */
  readonly licence?: string;
  /** BCP 47 tags. Default: none. */
  readonly languages?: readonly string[];
  /** Default: what the model was trained for, 256 at most. */
  readonly maxTokens?: number;
  /** Widths that vectors may be cut to. Default: the full width alone. */
  readonly dimensions?: readonly number[];
  /** Layers after which the model may be left, 1 … L. Default: the last alone. */
  readonly exitLayers?: readonly number[];
  /** Put before the texts. Default: nothing. */
  readonly prompts?: { readonly query: string; readonly passage: string };
}

/** The part of a card that the options and the model decide. */
export type CardChoices = Omit<
  ModelCard,
  'formatVersion' | 'architecture' | 'layers' | 'parameters' | 'scores' | 'sha256'
>;

const DEFAULT_MAX_TOKENS = 256;
const LAYERS_AFTER_TURNING_POINT = 3;

/** @throws DomainError `conversion.unsupported-form` */
export function requireSupported({ form }: ConvertOptions): void {
  if (form !== 'two-branch') return;
  throw new DomainError('conversion.unsupported-form', {
    message: 'The two-branch form cannot be converted yet',
    nextStep: 'Leave --form out, or choose sequential.',
  });
}

/**
 * Options with their defaults, held against the model.
 * @throws DomainError `conversion.bad-option` | `conversion.null-case`
 */
export function settleChoices(options: ConvertOptions, decoder: Decoder): CardChoices {
  const folderName = basename(resolve(options.hfFolder));
  const k = options.firstBidirectionalLayer ?? 'auto';
  const choices = {
    id: options.id ?? idFrom(folderName),
    name: options.name ?? folderName,
    languages: [...(options.languages ?? [])],
    licence: options.licence ?? 'unknown',
    source: options.source ?? folderName,
    firstBidirectionalLayer: k === 'auto' ? Math.max(0, decoder.layers - LAYERS_AFTER_TURNING_POINT) : k,
    form: 'sequential' as const,
    pooling: options.pooling ?? 'mean',
    pooledStates: options.pooledStates ?? 'normed',
    prompts: { query: '', passage: '', ...options.prompts },
    maxTokens: options.maxTokens ?? Math.min(decoder.maxPositions, DEFAULT_MAX_TOKENS),
    dimensions: [...(options.dimensions ?? [decoder.width])],
    exitLayers: [...(options.exitLayers ?? [decoder.layers])],
  };
  requireId(choices.id);
  requireRange('The first bidirectional layer', [choices.firstBidirectionalLayer], 0, decoder.layers);
  requireRange('The longest text', [choices.maxTokens], 1, decoder.maxPositions);
  requireRange('Every dimension', choices.dimensions, 1, decoder.width);
  requireRange('Every exit layer', choices.exitLayers, 1, decoder.layers);
  if (!choices.dimensions.includes(decoder.width)) choices.dimensions.push(decoder.width);
  refuseNullCase(choices, decoder.layers);
  return choices;
}

/**
 * METHODS A5: the last token has seen every earlier one in the causal layers, and if only the final layer is
 * bidirectional, no later layer reads what the others gain there. The vector would be that of the causal model.
 */
function refuseNullCase({ pooling, firstBidirectionalLayer: k }: CardChoices, layers: number): void {
  if (pooling !== 'last' || k < layers - 1) return;
  throw new DomainError('conversion.null-case', {
    message: `With last-token pooling, ${layers} layers and first bidirectional layer ${k}, the vectors are exactly those of the causal model: nothing reads what the other tokens learn in the last layer`,
    nextStep:
      layers > 1
        ? `Choose a first bidirectional layer of ${layers - 2} or less, or mean pooling.`
        : 'Choose mean pooling.',
  });
}

function requireRange(what: string, values: readonly number[], least: number, most: number): void {
  if (values.every((value) => Number.isInteger(value) && value >= least && value <= most)) return;
  throw new DomainError('conversion.bad-option', {
    message: `${what} must be a whole number from ${least} to ${most} for this model, got ${values.join(', ')}`,
    nextStep: 'Choose a number in that range.',
  });
}

function requireId(id: string): void {
  if (ModelCard.shape.id.safeParse(id).success) return;
  throw new DomainError('conversion.bad-option', {
    message: `"${id}" cannot be the id of a package`,
    nextStep:
      'Use up to 64 lower-case letters, digits, dots, dashes and underscores, a letter or digit first.',
  });
}

/** Lower case, digits, dots, dashes and underscores, as ids of packages are. */
function idFrom(folderName: string): string {
  const slug = folderName
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64);
  return slug || 'model';
}
