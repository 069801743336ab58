// Draws icon.png, from which electron-builder makes the icons of every platform, and the sign in the system's tray, after
// renderer/icon.svg. By hand, when that changes: `npm exec -- node packaging/draw-icon.ts`, with CHROMIUM_PATH where
// Playwright has no browser of its own.
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright';

/** In pixels; the first is what macOS asks for at most. */
const PICTURES = [
  { file: new URL('icon.png', import.meta.url), size: 1024 },
  { file: new URL('../resources/tray-icon.png', import.meta.url), size: 32 },
];

const svg = await readFile(new URL('../renderer/icon.svg', import.meta.url), 'utf8');
const executablePath = process.env.CHROMIUM_PATH;
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
for (const { file, size } of PICTURES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
  );
  await writeFile(file, await page.screenshot({ omitBackground: true }));
}
await browser.close();
