// Entry of `npm run pictures`: takes the pictures of README and guide, light and dark, of a sample library that it serves.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { findBrowser } from './browser.ts';
import type { RunningApp } from './running-app.ts';
import { serveApp } from './served-app.ts';
import { fillLibrary, STATES } from './states.ts';

const IMAGES = fileURLToPath(new URL('../docs/images', import.meta.url));
const COLOURS = ['light', 'dark'] as const;
/** A home as people have it, in place of the temporary one. */
const HOME = '/home/anna';

await takePictures();

async function takePictures(): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error('No browser found. Install one: sudo apt-get install chromium');
  await mkdir(IMAGES, { recursive: true });
  await using app = await serveApp('empty');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  await app.show(page);
  await page.getByRole('button', { name: 'Add a folder…' }).waitFor();
  await take(page, app, 'welcome');
  await fillLibrary(page, app);
  for (const state of STATES) {
    await state.go(page);
    await take(page, app, state.name);
  }
  await browser.close();
}

async function take(page: Page, app: RunningApp, name: string): Promise<void> {
  for (const colorScheme of COLOURS) {
    await page.emulateMedia({ colorScheme });
    await page.mouse.move(0, 0);
    // What is on its way (a look, a later figure) gets time to come.
    await page.waitForTimeout(500);
    await page.evaluate(`{
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll('${app.home}', '${HOME}');
    }`);
    const file = `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`;
    await page.screenshot({ path: join(IMAGES, file) });
    console.log(`docs/images/${file}`);
  }
}
