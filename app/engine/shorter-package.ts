import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { workerPort } from '../base/thread-port.ts';
import { type ModelPackage, openModelPackage, verifyChecksums } from '../embedding/index.ts';
import { derivedFolder } from './library-folders.ts';
import type { ShorterPackageApi } from './processes/shorter-package-worker.ts';
import { connectApi } from './remote.ts';

/** Stands in the names of these packages, after the id of the whole package; no id holds it. */
export const SHORTER_MARK = '~exit-';

/**
 * The first layers of a package as a package: made once, and again when its files are damaged.
 * @param fingerprint  of the whole package.
 * @throws DomainError `conversion.*` | `model.*`
 */
export async function shorterPackage(
  whole: ModelPackage,
  exitLayer: number,
  fingerprint: string,
  libraryDir: string,
): Promise<ModelPackage> {
  const name = `${whole.id}${SHORTER_MARK}${exitLayer}-${fingerprint.slice(0, 12)}`;
  const folder = join(derivedFolder(libraryDir), name);
  const kept = await soundPackage(folder);
  if (kept) return kept;
  await verifyChecksums(whole);
  await makeInThread(whole.dir, exitLayer, folder);
  return openModelPackage(folder);
}

async function soundPackage(folder: string): Promise<ModelPackage | null> {
  try {
    const model = await openModelPackage(folder);
    await verifyChecksums(model);
    return model;
  } catch {
    return null;
  }
}

async function makeInThread(packageDir: string, exitLayer: number, outDir: string): Promise<void> {
  const worker = new Worker(new URL('./processes/shorter-package-worker.ts', import.meta.url));
  try {
    await connectApi<ShorterPackageApi>(workerPort(worker)).call('make', packageDir, exitLayer, outDir);
  } finally {
    await worker.terminate();
  }
}
