// Draws icon.png, from which electron-builder makes the icons of every platform, after renderer/icon.svg. By hand, when
// that changes: `npm exec -- node packaging/draw-icon.ts`, with CHROMIUM_PATH where Playwright has no browser of its own.
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright';

/** What macOS asks for at most. */
const SIZE = 1024;

const svg = await readFile(new URL('../renderer/icon.svg', import.meta.url), 'utf8');
const executablePath = process.env.CHROMIUM_PATH;
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
await page.setContent(
  `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
);
await writeFile(new URL('icon.png', import.meta.url), await page.screenshot({ omitBackground: true }));
await browser.close();
