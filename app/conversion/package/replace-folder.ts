import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { DomainError } from '../../base/domain-error.ts';
import { CARD_FILE } from './package-layout.ts';

/**
 * Makes a package folder as a whole or not at all: `fill` works in a folder beside `outDir` that takes its name at
 * the end. A package that is already there is replaced; a folder with anything else is left alone.
 * @returns what `fill` returns.
 * @throws DomainError `conversion.output-in-use`, before any work; `conversion.cannot-write`; whatever `fill` throws.
 *   Then nothing remains.
 */
export async function replaceFolder<T>(outDir: string, fill: (folder: string) => Promise<T>): Promise<T> {
  const target = resolve(outDir);
  await requireReplaceable(target);
  const partial = `${target}.partial-${randomUUID()}`;
  try {
    await mkdir(partial, { recursive: true });
    const result = await fill(partial);
    await takePlace(partial, target);
    return result;
  } catch (error) {
    throw isWriteTrouble(error) ? cannotWrite(target, error) : error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function requireReplaceable(target: string): Promise<void> {
  const files = await filesIn(target);
  if (files.length === 0 || files.includes(CARD_FILE)) return;
  throw new DomainError('conversion.output-in-use', {
    message: `${basename(target)} already holds files that are no model package`,
    nextStep: 'Choose a new or empty folder for the package.',
  });
}

async function filesIn(target: string): Promise<string[]> {
  try {
    return await readdir(target);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new DomainError('conversion.output-in-use', {
      message: `${target} cannot be used as the folder of a package`,
      nextStep: `Check that it is a folder and that you may write in ${dirname(target)}.`,
      cause,
    });
  }
}

/** Moves the old package aside first, and back if the new one cannot take its place. */
async function takePlace(partial: string, target: string): Promise<void> {
  const aside = `${target}.replaced-${randomUUID()}`;
  const hadOld = await rename(target, aside).then(
    () => true,
    () => false,
  );
  try {
    await rename(partial, target);
  } catch (error) {
    if (hadOld) await rename(aside, target);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/** No room, no permission, or a disk that cannot be written. */
function isWriteTrouble(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'].includes(code);
}

function cannotWrite(target: string, cause: unknown): DomainError {
  return new DomainError('conversion.cannot-write', {
    message: `The package cannot be written to ${target}: ${(cause as Error).message}`,
    nextStep: `Check that there is room on the disk and that you may write in ${dirname(target)}.`,
    cause,
  });
}
