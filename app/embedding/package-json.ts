import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { z } from 'zod';
import { DomainError } from '../base/domain-error.ts';

/**
 * A JSON file of a model package, checked against a schema; null when there is none.
 * @throws DomainError `model.corrupt`
 */
export async function readPackageJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw corrupt(path, error);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw corrupt(path, error);
  }
}

function corrupt(path: string, cause: unknown): DomainError {
  return new DomainError('model.corrupt', {
    message: `${basename(path)} of the model in ${dirname(path)} cannot be understood`,
    nextStep: 'Download or convert the model again.',
    cause,
  });
}
