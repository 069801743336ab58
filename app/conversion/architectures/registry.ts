import { z } from 'zod';
import { DomainError } from '../../base/domain-error.ts';
import type { TensorSource } from '../checkpoint/tensor-source.ts';
import type { Decoder } from './decoder.ts';
import { llama } from './llama.ts';
import { parseConfig } from './parse-config.ts';

/** Every architecture that can be converted; a new one is a file beside this and an entry here. */
const ARCHITECTURES = [llama];

const AnyConfig = z.looseObject({ architectures: z.array(z.string()).min(1) });

/**
 * The decoder that a parsed config.json describes, over the given weights.
 * @throws DomainError `conversion.bad-config` | `conversion.unsupported-architecture` and those of the architecture.
 */
export function openDecoder(config: unknown, source: TensorSource): Decoder {
  const { architectures } = parseConfig(AnyConfig, config);
  const architecture = ARCHITECTURES.find(({ name }) => architectures.includes(name));
  if (!architecture) throw unsupportedArchitecture(architectures);
  return architecture.open(config, source);
}

function unsupportedArchitecture(architectures: readonly string[]): DomainError {
  return new DomainError('conversion.unsupported-architecture', {
    message: `${architectures.join(', ')} cannot be converted yet`,
    nextStep: `Choose a model with one of these architectures: ${ARCHITECTURES.map(({ name }) => name).join(', ')}.`,
  });
}
