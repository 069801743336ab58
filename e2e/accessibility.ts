import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { currentHost } from './hosts.ts';

const LOOKS = [
  { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  { colorScheme: 'dark', contrast: 'more', forcedColors: 'none' },
  { colorScheme: 'dark', contrast: 'more', forcedColors: 'active' },
] as const;

/** Checks what is on the screen: by every rule, then its contrast in the other looks, since only colours differ. */
export async function expectNoViolations(page: Page): Promise<void> {
  for (const [index, look] of LOOKS.entries()) {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    // Colours change with the next frames, not with the call.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))');
    // Outside of its legacy mode axe opens a page of its own, which Electron has none of.
    const axe = new AxeBuilder({ page }).setLegacyMode(currentHost() === 'electron');
    const { violations } = await (index === 0 ? axe : axe.withRules('color-contrast')).analyze();
    const found = violations.map(({ id, nodes }) => ({ id, look, at: nodes.map((node) => node.html) }));
    expect(found).toEqual([]);
  }
}
