import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { TAGS } from '../hosts.ts';
import { fillLibrary, STATES } from '../states.ts';
import { expect, test } from '../test.ts';

/** On every Debian desktop, and the same everywhere; what a page looks like otherwise hangs on the fonts of the machine. */
const FONT = 'DejaVu Sans';
const COMPARED = ['search', 'nothing-found', 'duplicates', 'compare', 'library', 'settings'];

test.use({ viewport: { width: 1000, height: 640 } });

test('the main states look as they did, light and dark', { tag: TAGS.loopback }, async ({
  app,
  library,
  page,
}) => {
  test.skip(!hasFont(), `${FONT} is not installed here: sudo apt-get install fonts-dejavu-core`);
  test.slow();
  await expect(library.addButton).toBeVisible();
  await setFont(page);
  await expectLooks(page, 'welcome');
  await fillLibrary(page, app);
  for (const state of STATES) {
    await state.go(page);
    if (COMPARED.includes(state.name)) await expectLooks(page, state.name);
  }
});

/** Through a sheet that is made by a script, since the page lets in no style element of anybody else. */
async function setFont(page: Page): Promise<void> {
  await page.evaluate(`{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { font-family: "${FONT}" !important; caret-color: transparent }');
    document.adoptedStyleSheets = [sheet];
  }`);
}

async function expectLooks(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.mouse.move(0, 0);
    await expect.soft(page).toHaveScreenshot([colorScheme, `${name}.png`], {
      // Of text, edges are drawn otherwise by other versions of a browser.
      maxDiffPixelRatio: 0.02,
      animations: 'disabled',
      mask: whatVaries(page),
      maskColor: '#808080',
    });
  }
}

/** Times, sizes on this disk, paths of the temporary home. */
function whatVaries(page: Page) {
  return [
    page.locator('.result-summary'),
    page.getByRole('complementary', { name: 'About this library' }),
    page.getByText(/semblance-e2e-/),
  ];
}

function hasFont(): boolean {
  try {
    return execFileSync('fc-list', [FONT], { encoding: 'utf8' }) !== '';
  } catch {
    return false;
  }
}
