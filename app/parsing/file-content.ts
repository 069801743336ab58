import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { changeTime } from './change-time.ts';

/** The bytes of a file and its state at the moment they were read. */
export interface FileContent {
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** See {@link changeTime}. */
  readonly changedAtMs: number | null;
}

type ReadBytes = (file: FileHandle, length: number) => Promise<Buffer>;

/** What became a pipe meanwhile must not be waited for. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a whole file, and again once when it changed meanwhile.
 * @throws DomainError `parse.missing` | `parse.unreadable` | `parse.too-large` | `parse.changed-while-reading`
 */
export async function readContent(
  path: string,
  maxBytes: number,
  readBytes: ReadBytes = readUpTo,
): Promise<FileContent> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const content = await readUnchanged(path, maxBytes, readBytes);
    if (content !== null) return content;
  }
  throw new DomainError('parse.changed-while-reading', {
    message: `${basename(path)} kept changing while it was read`,
    nextStep: 'It is read again when it has come to rest.',
    retryable: true,
  });
}

/** Null when the file was written to, or another one took its place, between the first look and the last. */
async function readUnchanged(
  path: string,
  maxBytes: number,
  readBytes: ReadBytes,
): Promise<FileContent | null> {
  try {
    const seenAtMs = Date.now();
    await using file = await open(path, WITHOUT_WAITING);
    const before = await file.stat();
    refuseUnlessReadable(path, before, maxBytes);
    // One byte more than there should be: a file that grows without end is not read to its end.
    const bytes = await readBytes(file, before.size + 1);
    const after = await stat(path);
    if (!sameState(before, after) || bytes.length !== after.size) return null;
    return {
      ...{ bytes, sizeBytes: after.size, modifiedAtMs: after.mtimeMs },
      changedAtMs: changeTime(after, seenAtMs),
    };
  } catch (error) {
    throw asDomainError(path, error);
  }
}

async function readUpTo(file: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  for (let read = -1; read !== 0 && done < length; done += read)
    ({ bytesRead: read } = await file.read(bytes, done, length - done, done));
  return bytes.subarray(0, done);
}

function sameState(a: Stats, b: Stats): boolean {
  return (
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs &&
    a.ino === b.ino &&
    a.dev === b.dev
  );
}

function refuseUnlessReadable(path: string, stats: Stats, maxBytes: number): void {
  if (!stats.isFile()) {
    throw new DomainError('parse.unreadable', {
      message: `${basename(path)} is not a file`,
      nextStep: 'Choose a document; a folder is added as a source.',
    });
  }
  if (stats.size > maxBytes) {
    throw new DomainError('parse.too-large', {
      message: `${basename(path)} has ${megabytes(stats.size)} MB, the limit is ${megabytes(maxBytes)} MB`,
      nextStep: 'Split it into smaller documents.',
    });
  }
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function asDomainError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (error instanceof DomainError || code === null) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new DomainError('parse.missing', {
      message: `${basename(path)} is no longer there`,
      nextStep: 'Check whether it was moved, or remove it from the library.',
      cause: error,
    });
  }
  return new DomainError('parse.unreadable', {
    message: `${basename(path)} cannot be read (${code})`,
    nextStep: 'Check that you may read the file and that its disk is connected, then try again.',
    retryable: true,
    cause: error,
  });
}
