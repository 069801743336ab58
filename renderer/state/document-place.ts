import type { Source } from '../../app/contracts/library.ts';

/** A document's path as people say it: folders from the added one on, then the file. */
export interface DocumentPlace {
  /** Where there are several sources, the name of the source comes first. */
  readonly folders: readonly string[];
  readonly file: string;
}

export function placeOf(path: string, sources: readonly Pick<Source, 'path'>[]): DocumentPlace {
  const source = sources
    .map((candidate) => candidate.path)
    .filter((root) => path.startsWith(withSeparator(root)))
    .sort((a, b) => b.length - a.length)[0];
  const parts = splitPath(source === undefined ? path : path.slice(withSeparator(source).length));
  const inside = parts.slice(0, -1);
  return {
    folders: source === undefined || sources.length === 1 ? inside : [lastName(source), ...inside],
    file: parts.at(-1) ?? path,
  };
}

/** The last name of a path with either kind of separator; the path itself where it has none. */
export function lastName(path: string): string {
  return splitPath(path).at(-1) ?? path;
}

const splitPath = (path: string) => path.split(/[/\\]+/).filter((part) => part !== '');

function withSeparator(root: string): string {
  if (/[/\\]$/.test(root)) return root;
  return root + (root.includes('\\') && !root.includes('/') ? '\\' : '/');
}
