import type { Stats } from 'node:fs';

/** Clocks of file systems tick every 16 ms at most, … */
const TICK_MS = 50;
/** … but some keep whole seconds, and FAT every second one. */
const COARSE_TICK_MS = 2_500;

/**
 * When a file was last changed in any way, by its own file system: unlike the time of its content (mtime), no program can
 * set it.
 * @param seenAtMs  the time before the file was looked at.
 * @returns null where the file was changed so shortly before that a further change may leave it the same time.
 */
export function changeTime({ ctimeMs }: Pick<Stats, 'ctimeMs'>, seenAtMs: number): number | null {
  const tick = ctimeMs % 1_000 === 0 ? COARSE_TICK_MS : TICK_MS;
  return Math.abs(seenAtMs - ctimeMs) < tick ? null : ctimeMs;
}
