import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;

/** Size and SHA-256 of a file, read in pieces so that searches are answered in between. */
export async function fingerprint(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Puts a finished file in the place of another one: whole or not at all, also when the power fails. */
export async function putInPlace(finished: string, path: string): Promise<void> {
  const file = await open(finished, 'r+');
  await file.sync().finally(() => file.close());
  await rename(finished, path);
}
