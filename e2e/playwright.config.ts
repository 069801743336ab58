import { defineConfig } from '@playwright/test';
import { findBrowser } from './browser.ts';
import { currentHost, TAGS } from './hosts.ts';

const host = currentHost();
const executablePath = findBrowser();

export default defineConfig({
  testDir: 'specs',
  outputDir: `../test-results/${host}`,
  snapshotPathTemplate: '{testDir}/../looks/{arg}{ext}',
  grepInvert: new RegExp(TAGS[host === 'loopback' ? 'electron' : 'loopback']),
  // Each test starts an engine with processes of its own; side by side they would only wait for each other.
  workers: 1,
  // These only end what hangs, on a machine that is busy with other work too.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        // Letters stand in the same place on every machine.
        '--font-render-hinting=none',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
