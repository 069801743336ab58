import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Megabytes of all files in a folder. */
export function folderMegabytes(folder: string): number {
  if (!existsSync(folder)) return 0;
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  return Math.round(bytes / 1e5) / 10;
}
