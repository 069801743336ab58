import type { z } from 'zod';
import { DomainError } from '../app/base/domain-error.ts';

/** What was typed as a request of the contract. @throws DomainError `input.bad-value` */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: z.input<Schema>,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DomainError('input.bad-value', {
    message: `The value of ${issue?.path.join('.')} cannot be used: ${issue?.message}.`,
    nextStep: 'Add --help to see what the command takes.',
  });
}
