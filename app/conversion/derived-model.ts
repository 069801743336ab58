import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const CHECKSUMS_FILE = 'sha256.json';

/** Where a model that is made of a package is kept: `<home>/<kind>-<mark>/<kind>.onnx`. */
export interface DerivedPlace {
  /** The folder of all that is made of one package. */
  readonly home: string;
  /** A file name. One of each kind is kept. */
  readonly kind: string;
  /** Names what the model is made of and how: another mark is another model. */
  readonly mark: string;
}

/**
 * The file of a derived model, made by `write` unless it is there already. It is looked at anew each time: a file that
 * differs from its checksum is made again, and those of other marks go when a new one is made.
 * @param write  writes the model at a path; files beside it that belong to it begin with its name.
 * @returns the path; null where nothing can be written.
 */
export async function derivedModel(
  place: DerivedPlace,
  write: (path: string) => Promise<void>,
): Promise<string | null> {
  const folder = join(place.home, `${place.kind}-${place.mark}`);
  const path = join(folder, `${place.kind}.onnx`);
  if (await isWhole(folder)) return path;
  try {
    await makeFolder(place, folder, write);
  } catch (error) {
    if (!isFileTrouble(error)) throw error;
    // Another process may have made it meanwhile.
    if (!(await isWhole(folder))) return null;
  }
  return path;
}

/** Written beside its place and renamed, so that it is there whole or not at all; what was there before goes. */
async function makeFolder(
  { home, kind }: DerivedPlace,
  folder: string,
  write: (path: string) => Promise<void>,
): Promise<void> {
  const partial = join(home, `${kind}-partial-${randomUUID()}`);
  await mkdir(partial, { recursive: true });
  try {
    await write(join(partial, `${kind}.onnx`));
    await writeFile(join(partial, CHECKSUMS_FILE), JSON.stringify(await checksums(partial)));
    for (const other of await readdir(home)) {
      const path = join(home, other);
      if (other.startsWith(`${kind}-`) && path !== partial) await rm(path, { recursive: true });
    }
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const told = JSON.parse(await readFile(join(folder, CHECKSUMS_FILE), 'utf8'));
    return JSON.stringify(told) === JSON.stringify(await checksums(folder));
  } catch {
    return false;
  }
}

/** Of all files of the folder but the one that holds them. */
async function checksums(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) {
    if (name === CHECKSUMS_FILE) continue;
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, name), { highWaterMark: 2 ** 20 }), hash);
    found[name] = hash.digest('hex');
  }
  return found;
}

/** Trouble with the disk, not with what is on it. */
function isFileTrouble(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}
