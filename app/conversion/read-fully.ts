import type { FileHandle } from 'node:fs/promises';

/** Node reads less than 2 GiB at once. */
const CHUNK_BYTES = 2 ** 30;

/** Fills `target` from the given position of a file; false when the file ends before. */
export async function readFully(file: FileHandle, target: Uint8Array, position: number): Promise<boolean> {
  for (let done = 0; done < target.length; ) {
    const length = Math.min(CHUNK_BYTES, target.length - done);
    const { bytesRead } = await file.read(target, done, length, position + done);
    if (bytesRead === 0) return false;
    done += bytesRead;
  }
  return true;
}
