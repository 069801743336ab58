// Entry of `npm run e2e`: drives the served window in a browser of this machine, or says how to get one.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.ts';

process.exitCode = run(process.argv.slice(2));

function run(playwrightArguments: readonly string[]): number {
  const browser = findBrowser();
  if (!browser) {
    console.log('e2e: NOT RUN (no browser found). Install one: sudo apt-get install chromium');
    return process.env.CI ? 1 : 0;
  }
  console.log(`e2e: loopback host in Chromium (${browser})`);
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const config = fileURLToPath(new URL('playwright.config.ts', import.meta.url));
  const { status } = spawnSync(
    process.execPath,
    [playwright, 'test', '--config', config, ...playwrightArguments],
    {
      stdio: 'inherit',
      env: { ...process.env, CHROMIUM_PATH: browser },
    },
  );
  return status ?? 1;
}
