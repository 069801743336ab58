import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** A place on the screens, in density-independent pixels; negative where a screen lies left of or above the first. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const MINIMUM_SIZE = { width: 640, height: 480 };
const DEFAULT_SIZE = { width: 1280, height: 800 };
/** So much of a window must lie on a screen for it to be found and moved. */
const VISIBLE = { width: 160, height: 48 };

const WindowState = z.object({
  bounds: z.object({
    x: z.int(),
    y: z.int(),
    width: z.int().min(MINIMUM_SIZE.width),
    height: z.int().min(MINIMUM_SIZE.height),
  }),
  isMaximized: z.boolean(),
});
/** How a window was left: its place when it is not maximised, and whether it is. */
export type WindowState = z.infer<typeof WindowState>;

/** What was saved, or null where there is nothing that makes sense. */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Saves a state whole or not at all. Synchronous, because it is called while a window closes.
 * @throws Error of the file system
 */
export function writeWindowState(file: string, state: WindowState): void {
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(state));
  renameSync(draft, file);
}

/**
 * Where a window opens: as it was left, if its upper edge can still be grasped on one of the screens; else in the
 * middle of the screen (then without `x` and `y`), in the default size.
 * @param screens  what of each screen is free for windows.
 */
export function placeOf(
  saved: WindowState | null,
  screens: readonly Rectangle[],
): { readonly bounds: Partial<Rectangle>; readonly isMaximized: boolean } {
  if (saved && screens.some((screen) => isWithinReach(saved.bounds, screen))) return saved;
  return { bounds: DEFAULT_SIZE, isMaximized: saved?.isMaximized ?? false };
}

function isWithinReach(window: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const below = screen.y + screen.height - window.y;
  return width >= VISIBLE.width && window.y >= screen.y && below >= VISIBLE.height;
}
