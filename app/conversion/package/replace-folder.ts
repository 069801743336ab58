import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { DomainError } from '../../base/domain-error.ts';
import { CARD_FILE } from './package-layout.ts';

/**
 * Makes a package folder as a whole or not at all: `fill` works in a folder beside `outDir` that takes its name at
 * the end. A package that is already there is replaced; a folder with anything else is left alone.
 * @throws DomainError `conversion.output-in-use`, before any work; whatever `fill` throws, and then nothing remains.
 */
export async function replaceFolder(outDir: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const target = resolve(outDir);
  await requireReplaceable(target);
  const partial = `${target}.partial-${randomUUID()}`;
  try {
    await mkdir(partial, { recursive: true });
    await fill(partial);
    await takePlace(partial, target);
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
