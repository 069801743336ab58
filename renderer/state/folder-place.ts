import type { Source } from '../../app/contracts/library.ts';
import { lastName } from './document-place.ts';

type SourcePath = Pick<Source, 'id' | 'path'>;

/** How a folder lies to those of the library: one of them, inside one, around some, or apart from all. */
export type FolderPlace =
  | { readonly kind: 'listed'; readonly source: SourcePath }
  | { readonly kind: 'inside'; readonly source: SourcePath }
  | { readonly kind: 'around'; readonly sources: readonly SourcePath[] }
  | { readonly kind: 'apart' };

/** By the spelling of the paths; two spellings of one folder are the engine's matter. */
export function folderPlace(path: string, sources: readonly SourcePath[]): FolderPlace {
  const folder = withoutEnd(path);
  const listed = sources.find((source) => withoutEnd(source.path) === folder);
  if (listed) return { kind: 'listed', source: listed };
  const around = sources.find((source) => isInside(folder, source.path));
  if (around) return { kind: 'inside', source: around };
  const inside = sources.filter((source) => isInside(source.path, folder));
  return inside.length > 0 ? { kind: 'around', sources: inside } : { kind: 'apart' };
}

/** What adding the folder would do, where that is not plain; null for a folder apart. */
export function placeInWords(path: string, place: FolderPlace): string | null {
  const name = quoted(path);
  switch (place.kind) {
    case 'listed':
      return `${name} is in the library already, and its changes are followed.`;
    case 'inside':
      return `${name} lies in ${quoted(place.source.path)}, which is in the library already.`;
    case 'around':
      return `${name} takes the place of ${listOf(place.sources)}; what was read there stays.`;
    case 'apart':
      return null;
  }
}

/**
 * What adding a folder has done, where that is not plain to see.
 * @param before  sources before it was added.
 * @param after   sources afterwards.
 */
export function outcomeOfAdding(
  path: string,
  before: readonly SourcePath[],
  after: readonly SourcePath[],
): string | null {
  const place = folderPlace(path, before);
  const isNew = after.some(({ id }) => before.every((source) => source.id !== id));
  if (place.kind !== 'apart' || isNew) return placeInWords(path, place);
  return `${quoted(path)} is in the library already, under another path.`;
}

const quoted = (path: string) => `“${lastName(path)}”`;

function listOf(sources: readonly SourcePath[]): string {
  const names = sources.map(({ path }) => quoted(path));
  const last = names.pop()!;
  return names.length === 0
    ? `${last}, which lies inside`
    : `${names.join(', ')} and ${last}, which lie inside`;
}

const withoutEnd = (path: string) => path.trim().replace(/(?<=.)[/\\]+$/, '');

function isInside(inner: string, outer: string): boolean {
  const [path, folder] = [withoutEnd(inner), withoutEnd(outer)];
  const isRoot = /[/\\]$/.test(folder);
  return path !== folder && path.startsWith(folder) && (isRoot || /[/\\]/.test(path.charAt(folder.length)));
}
