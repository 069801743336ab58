import { z } from 'zod';
import { DomainError } from '../../base/domain-error.ts';

/** @throws DomainError `conversion.bad-config`, naming the fields that are wrong. */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, config: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  throw new DomainError('conversion.bad-config', {
    message: `config.json does not describe the model: ${z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ')}`,
    nextStep: 'Download config.json of the model again.',
    cause: parsed.error,
  });
}
