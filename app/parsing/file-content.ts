import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError } from '../base/domain-error.ts';

/** The bytes of a file and its state at the moment they were read. */
export interface FileContent {
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

type ReadBytes = (path: string) => Promise<Buffer>;

/**
 * Reads a whole file, and again once when it changed meanwhile.
 * @throws DomainError `parse.missing` | `parse.unreadable` | `parse.too-large` | `parse.changed-while-reading`
 */
export async function readContent(
  path: string,
  maxBytes: number,
  readBytes: ReadBytes = readFile,
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

/** Null when the file was written to between the first look and the last. */
async function readUnchanged(
  path: string,
  maxBytes: number,
  readBytes: ReadBytes,
): Promise<FileContent | null> {
  try {
    const before = await stat(path);
    refuseUnlessReadable(path, before, maxBytes);
    const bytes = await readBytes(path);
    const after = await stat(path);
    const isUnchanged = sameState(before, after) && bytes.length === after.size;
    return isUnchanged ? { bytes, sizeBytes: after.size, modifiedAtMs: after.mtimeMs } : null;
  } catch (error) {
    throw asDomainError(path, error);
  }
}

function sameState(a: Stats, b: Stats): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ino === b.ino;
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
