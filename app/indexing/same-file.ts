import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { KnownDocument } from '../storage/read/documents.ts';

/** What the name alone does not tell of a file. */
interface Looks {
  readonly size: number;
  readonly modifiedAt: number;
}

/** Whether a file has the size that a document was read with. One that is to be read again has none. */
export function hasSizeOf(known: Looks, { size }: Looks): boolean {
  return known.size === size || known.size < 0;
}

/** Whether a file has the size and the time that a document was read with. */
export function looksLike(known: Looks, file: Looks): boolean {
  return known.modifiedAt === file.modifiedAt && hasSizeOf(known, file);
}

/**
 * Whether the file at a document's path is the one that was read: by its size and time, or where its time alone is
 * another one, by its content. Copies get new times, and drives that keep local time have others in summer.
 */
export async function isStillThere(known: KnownDocument): Promise<boolean> {
  try {
    const info = await lstat(known.path);
    const looks = { size: info.size, modifiedAt: info.mtimeMs };
    if (!info.isFile() || !hasSizeOf(known, looks)) return false;
    return looksLike(known, looks) || (await contentHashOf(known.path)) === known.contentHash;
  } catch {
    return false;
  }
}

/** The hash that documents have, of a file as it is now. @throws what the system says where it cannot be read. */
export async function contentHashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
