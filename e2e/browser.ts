import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium to drive: the one named in CHROMIUM_PATH, one of the system's, or Playwright's own; null without any. */
export function findBrowser(): string | null {
  const named = process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...(named ? [named] : []),
    ...COMMANDS.flatMap((command) => ['/usr/bin', ...folders].map((folder) => join(folder, command))),
    chromium.executablePath(),
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}
