import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { isAccelerator } from '../../app/contracts/accelerator.ts';

const MOST_LIBRARIES = 8;

// Each by itself: one that another version wrote otherwise takes none of the others along.
const DesktopSettings = z.object({
  libraries: z.array(z.string().min(1)).catch([]),
  shortcut: z.string().refine(isAccelerator).nullable().catch(null),
  hasTray: z.boolean().catch(false),
});
/** What the app keeps for all libraries of the user. */
export type DesktopSettings = Readonly<z.infer<typeof DesktopSettings>>;

/** What was saved, or what holds until then: no shortcut, no tray. */
export function readDesktopSettings(file: string): DesktopSettings {
  return DesktopSettings.parse(parsed(file));
}

/** Saves a change whole or not at all; what another window has changed meanwhile stays. @throws Error of the system */
export function changeDesktopSettings(file: string, change: Partial<DesktopSettings>): DesktopSettings {
  const settings = { ...readDesktopSettings(file), ...change };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify(settings), { mode: 0o600 });
  renameSync(draft, file);
  return settings;
}

/** The libraries with one more that was opened, the latest first. */
export function withLibrary(libraries: readonly string[], dir: string): string[] {
  return [dir, ...libraries.filter((other) => other !== dir)].slice(0, MOST_LIBRARIES);
}

function parsed(file: string): object {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
