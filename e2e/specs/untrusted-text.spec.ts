import { expect, testOnNotes as test } from '../test.ts';

const PAYLOADS = [
  "<script>document.title = 'taken over'</script>",
  `<img src="missing.png" onerror="document.title = 'taken over'">`,
  "[a link](javascript:document.title='taken-over')",
];

test('markup and scripts in a document are shown as text', async ({ search }) => {
  await search.field.fill('metacharacter');
  await search.hit('Notes on escaping').click();
  for (const payload of PAYLOADS) await expect(search.previewText).toContainText(payload);
  await expect(search.previewText.locator('script, img, a')).toHaveCount(0);
  await expect(search.results.locator('script, img, a')).toHaveCount(0);
  await expect(search.page).toHaveTitle('Search · Semblance');
});

test('a query with markup is shown as text', async ({ search }) => {
  await search.mode('Words').click();
  await search.field.fill('<img src=x onerror=alert(1)>qwxyz');
  await expect(search.page.getByRole('heading', { name: /Nothing found/ })).toContainText('<img src=x');
});
