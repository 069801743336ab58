import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder or lies inside it, by their spelling alone; both absolute. */
export function isWithin(inner: string, outer: string): boolean {
  const path = relative(outer, inner);
  return path === '' || !(path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path));
}
