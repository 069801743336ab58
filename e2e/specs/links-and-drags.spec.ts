import { join } from 'node:path';
import { expectNoViolations } from '../accessibility.ts';
import { TAGS } from '../hosts.ts';
import { expect, testOnNotes as test } from '../test.ts';

const inBrowser = { tag: TAGS.loopback };

test(
  'a link leads back to its sentence, and says so where there is no such document',
  inBrowser,
  async ({ app, search }) => {
    const { page } = search;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await search.field.fill('vehicle broke down');
    await search.hit('Drive to the coast').click();
    const marked = await search.markedSentence(search.previewText).textContent();
    await search.preview.getByRole('button', { name: 'Copy' }).click();
    await search.entry('Link into Semblance').click();
    await expect(search.preview.getByRole('button', { name: 'Copied' })).toBeVisible();
    const link = (await page.evaluate('navigator.clipboard.readText()')) as string;
    expect(link).toContain('#/library?document=');

    const other = await page.context().newPage();
    await other.goto(link);
    const preview = other.getByRole('region', { name: 'Preview' });
    await expect(preview.locator('mark')).toHaveText(marked!);
    await expectNoViolations(other);
    await preview.getByRole('button', { name: 'Close the preview' }).click();
    await expect(other.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
    await expect(other).toHaveURL(/#\/library$/);

    const nowhere = new URLSearchParams({ document: join(app.notes, 'nowhere.md') });
    await other.goto(new URL(`/#/library?${nowhere}`, app.url).href);
    await expect(other.getByRole('alert')).toContainText('document.unknown');
    await other.getByRole('button', { name: 'Show the library' }).click();
    await expect(other.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
    await other.close();
  },
);

test(
  'a browser says why it adds nothing that is dropped, and drags addresses out',
  inBrowser,
  async ({ app, search }) => {
    const { page } = search;
    await expect(search.field).toBeVisible();
    await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['text'], 'frost.md'));
    document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true }));
    globalThis.drop = () =>
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }`);
    await expect(page.getByText('Drop a folder to add it to the library')).toBeVisible();
    await page.evaluate('drop()');
    await expect(page.getByText('Drop a folder to add it to the library')).toBeHidden();
    await expect(page.getByRole('alert')).toContainText('A browser does not say where dropped things lie');

    await search.field.fill('vehicle broke down');
    await expect(search.firstDocument()).toContainText('Drive to the coast');
    const dragged = await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      const dragstart = new DragEvent('dragstart', { dataTransfer, bubbles: true });
      document.querySelector('[draggable="true"]').dispatchEvent(dragstart);
      return dataTransfer.getData('text/uri-list');
    })()`);
    expect(dragged).toBe(`file://${join(app.notes, 'travel', 'drive-to-the-coast.md')}`);
  },
);
