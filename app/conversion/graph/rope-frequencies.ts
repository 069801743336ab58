import { z } from 'zod';
import { DomainError } from '../../base/domain-error.ts';

/** RoPE settings in either spelling of config.json: transformers 4 has `type`, 5 has `rope_type`. */
const RopeScaling = z.looseObject({
  rope_type: z.string().optional(),
  type: z.string().optional(),
  rope_theta: z.number().positive().optional(),
  factor: z.number().positive().default(1),
  low_freq_factor: z.number().positive().default(1),
  high_freq_factor: z.number().positive().default(4),
  original_max_position_embeddings: z.int().positive().default(8192),
});
type RopeScaling = z.infer<typeof RopeScaling>;

/** The fields of config.json that RoPE is described by, in transformers 4 (first two) and 5 (last). */
export const ropeFields = {
  rope_theta: z.number().positive().nullish(),
  rope_scaling: RopeScaling.nullish(),
  rope_parameters: RopeScaling.nullish(),
};
type RopeConfig = z.infer<z.ZodObject<typeof ropeFields>>;

const DEFAULT_THETA = 10_000;

type Rescale = (frequency: number, scaling: RopeScaling) => number;

const rescales: Readonly<Record<string, Rescale>> = {
  default: (frequency) => frequency,
  // Differs from the default only past max_position_embeddings, and no package allows texts that long.
  dynamic: (frequency) => frequency,
  linear: (frequency, { factor }) => frequency / factor,
  llama3: rescaleLlama3,
};

/**
 * Angle per position of each pair of dimensions, METHODS B2.
 * @param rotaryDim  number of dimensions of a head that are rotated, even.
 * @returns Float32Array of rotaryDim / 2 values.
 * @throws DomainError `conversion.unsupported-rope`
 */
export function ropeFrequencies(config: RopeConfig, rotaryDim: number): Float32Array {
  const scaling = config.rope_parameters ?? config.rope_scaling ?? RopeScaling.parse({});
  const theta = scaling.rope_theta ?? config.rope_theta ?? DEFAULT_THETA;
  const type = scaling.rope_type ?? scaling.type ?? 'default';
  const rescale = Object.hasOwn(rescales, type) ? rescales[type] : undefined;
  if (!rescale) throw unsupportedRope(type);
  return Float32Array.from({ length: rotaryDim / 2 }, (_, m) =>
    rescale(theta ** ((-2 * m) / rotaryDim), scaling),
  );
}

/** Long waves are slowed down by `factor`, short ones kept, those between blended. */
function rescaleLlama3(frequency: number, scaling: RopeScaling): number {
  const {
    factor,
    low_freq_factor: low,
    high_freq_factor: high,
    original_max_position_embeddings: length,
  } = scaling;
  const wavesInContext = (length * frequency) / (2 * Math.PI);
  if (wavesInContext > high) return frequency;
  if (wavesInContext < low) return frequency / factor;
  const share = (wavesInContext - low) / (high - low);
  return (1 - share) * (frequency / factor) + share * frequency;
}

function unsupportedRope(type: string): DomainError {
  return new DomainError('conversion.unsupported-rope', {
    message: `config.json asks for the RoPE scaling "${type}", which cannot be converted yet`,
    nextStep: `Use a model with one of these: ${Object.keys(rescales).join(', ')}.`,
  });
}
