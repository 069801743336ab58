import type { Dirent } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { documentTypeOf } from '../parsing/document-type.ts';
import { type LeftOut, linkNotFollowed, notAFile } from './left-out.ts';

/**
 * What there is to say about an entry of a folder that is neither a folder nor a file. A link to a place inside the
 * source hides nothing: what it leads to is found where it is.
 * @param root  the source's folder, without links in its path.
 * @returns null for what nobody would take for documents.
 */
export async function oddEntry(path: string, entry: Dirent, root: string): Promise<LeftOut | null> {
  const isNamedAsDocument = documentTypeOf(path) !== null;
  if (!entry.isSymbolicLink()) return isNamedAsDocument ? notAFile(path) : null;
  const target = await realpath(path).catch(() => null);
  if (target === null) return isNamedAsDocument ? linkNotFollowed(path, null) : null;
  if (target === root || target.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
  const isOfInterest = isNamedAsDocument || (await isFolder(target));
  return isOfInterest ? linkNotFollowed(path, target) : null;
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}
