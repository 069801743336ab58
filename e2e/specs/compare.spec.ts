import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { currentHost } from '../hosts.ts';
import { ComparePage } from '../pages/compare-page.ts';
import { expect, testOnNotes, test as testOnNothing } from '../test.ts';

const onCompare = {
  compare: async (
    { search }: { search: { page: Page } },
    use: (compare: ComparePage) => Promise<void>,
  ): Promise<void> => {
    const compare = new ComparePage(search.page);
    await compare.open();
    await use(compare);
  },
};
const test = testOnNotes.extend<{ compare: ComparePage }>(onCompare);
const testOnEmpty = testOnNothing.extend<{ compare: ComparePage }>(onCompare);

const PARAPHRASE = ['A man is cooking dinner.', 'Someone prepares the evening meal.'] as const;
const SAME_BEGINNING = ['The spring in the mattress broke.', 'The spring in the garden came early.'] as const;
/** Stands in the notes of the trip to the coast. */
const PLANTED = "The car's engine failed on the motorway, and a lorry pulled us to the next town.";

test('a paraphrase stands above an unrelated pair', async ({ compare }) => {
  await compare.button(/Someone prepares/).click();
  await expect(compare.answer).toContainText('Something in common');
  await expect(compare.answer).toContainText('No word stands in both.');
  await expect(compare.answer).toContainText(/Nearer than [\d.]+ % of random sentence pairs|too few/);
  const paraphrase = await compare.shownScore();

  await compare.compare(
    'The ferry was late again this morning.',
    'Knead the dough until it no longer sticks.',
  );
  await expect(compare.answer).toContainText('Little to do with each other');
  expect(await compare.shownScore()).toBeLessThan(paraphrase - 0.2);
});

test('the answer follows the typing', async ({ compare }) => {
  await compare.compare('The tea is hot.', 'The tea is hot.');
  await expect(compare.score).toHaveText('1.000');
  await compare.text('Second').press('End');
  await compare.text('Second').pressSequentially(' Nobody drinks it.');
  await expect(compare.score).not.toHaveText('1.000');
  await compare.text('Second').fill('');
  await expect(compare.answer).toBeHidden();
  await expect(compare.page.getByRole('heading', { name: 'Pairs to try' })).toBeVisible();
});

test('a reload keeps the texts', async ({ compare }) => {
  await compare.compare(...PARAPHRASE);
  await expect(compare.score).toHaveText(/0\.\d{3}/);
  await compare.page.reload();
  await expect(compare.text('First')).toHaveValue(PARAPHRASE[0]);
  await expect(compare.text('Second')).toHaveValue(PARAPHRASE[1]);
  await expect(compare.score).toHaveText(/0\.\d{3}/);
});

test('a sign that the model reads in parts is named once, and Arabic stands at its own side', async ({
  compare,
}) => {
  await compare.compare('冬天', 'القط ينام.');
  await expect(compare.map).toBeVisible();
  const names = await compare.page.locator('.map-rows > span').allTextContents();
  expect(names.filter((name) => name === '冬')).toHaveLength(1);
  expect(names).not.toContain(' ');
  await expect(compare.text('Second')).toHaveCSS('direction', 'rtl');
});

test('each slider changes the score, and reset brings it back', async ({ compare }) => {
  await compare.compare(...SAME_BEGINNING);
  await expect(compare.score).toHaveText(/0\.\d{3}/);
  const own = await compare.score.textContent();
  for (const name of ['Left to right only', 'Exit layer', 'Dimensions'] as const) {
    const slider = compare.slider(name);
    await slider.focus();
    await compare.page.keyboard.press('Home');
    await expect(compare.score).not.toHaveText(own!);
    await expect(compare.answer).toContainText(`As the model is made: ${own}`);
    await expect(compare.answer).toContainText('has no place in it');
    await compare.button('Reset').click();
    await expect(compare.score).toHaveText(own!);
    await expect(slider).toHaveAttribute('aria-valuetext', /as the model is made/);
  }
});

test('the shares of the words add up to the score', async ({ compare }) => {
  await compare.compare(...PARAPHRASE);
  for (const side of ['First', 'Second'] as const) {
    await expect(compare.tokens(side).first()).toBeVisible();
    const shares = await compare.shownShares(side);
    const sum = shares.reduce((total, share) => total + share, 0);
    // Each share is rounded to three decimals.
    expect(Math.abs(sum - (await compare.shownScore()))).toBeLessThanOrEqual((shares.length + 1) * 0.0005);
    expect(shares.some((share) => share < 0)).toBe(true);
  }
});

test('what backward dependency does is shown on a shared beginning', async ({ compare }) => {
  await compare.compare(...SAME_BEGINNING);
  await expect(compare.backward).toContainText('Both texts begin with The spring in the.');
  const row = compare.backward.getByRole('row', { name: /^The · The/ });
  // Read left to right only, nothing that follows can tell them apart.
  await expect(row.getByRole('cell').first()).toHaveText('1.000');
  await expect(row.getByRole('cell').nth(1)).toHaveText(/^0\.9/);

  await compare.page.getByText('Change by reading both ways').click();
  await expect(compare.map).toHaveAccessibleName('Change of likeness, word by word');
  await compare.slider('Left to right only').fill('4');
  await expect(compare.backward).toContainText('both ways in layers 3 to 4');
  await expect(compare.answer).toContainText('As the model is made');
});

test('a pair of words is named and marked in both texts, by pointer and by keyboard', async ({ compare }) => {
  await compare.compare(...PARAPHRASE);
  const marked = (side: 'First' | 'Second') =>
    compare.tokens(side).and(compare.page.locator('[aria-selected="true"]'));
  await compare.tokens('First').getByText('dinner').hover();
  await expect(compare.readout).toContainText(/^dinner and meal 0\.\d{3}$/);
  await expect(marked('Second')).toHaveText('meal');
  await compare.score.hover();
  await expect(marked('First')).toHaveCount(0);

  await compare.map.getByRole('gridcell').focus();
  await expect(marked('First')).toHaveText('A');
  await compare.page.keyboard.press('ArrowDown');
  await compare.page.keyboard.press('ArrowRight');
  await expect(marked('First')).toHaveText('man');
  await expect(marked('Second')).toHaveText('prepares');
  await expect(compare.map.getByRole('gridcell')).toHaveAccessibleName(/^man and prepares: −?0\.\d{3}$/);

  await compare.page.getByRole('listbox', { name: 'Words of the second text' }).focus();
  await compare.page.keyboard.press('End');
  await expect(marked('Second')).toHaveText('.');
});

test('the library is asked where it says the same, and answers with the sentence', async ({ compare }) => {
  await compare.compare('vehicle broke down', 'anything else');
  await compare.button('Where in my library? First text').click();
  const first = compare.drawer.getByRole('listitem').first();
  await expect(first).toContainText('Drive to the coast');
  await expect(first.locator('mark')).toHaveText(PLANTED);
  await first.getByRole('button', { name: 'Read it there' }).click();
  await expect(compare.drawer.getByRole('article')).toContainText(
    'On Saturday the sea was as flat as a plate.',
  );
  await compare.page.keyboard.press('Escape');
  await expect(first.getByRole('button', { name: 'Read it there' })).toBeFocused();
  await first.getByRole('button', { name: 'Compare with this sentence' }).click();
  await expect(compare.drawer).toBeHidden();
  await expect(compare.text('Second')).toHaveValue(PLANTED);
  await expect(compare.answer).toBeVisible();
});

test('texts change places', async ({ compare }) => {
  await compare.compare(...PARAPHRASE);
  await compare.button('Swap the texts').click();
  await expect(compare.text('First')).toHaveValue(PARAPHRASE[1]);
  await expect(compare.tokens('First').first()).toHaveText('Someone');
});

test('comparisons are remembered on this machine until they are cleared', async ({ compare }) => {
  await compare.compare(...PARAPHRASE);
  await expect(compare.history.getByRole('listitem')).toHaveCount(1);
  await compare.compare(...SAME_BEGINNING);
  await expect(compare.history.getByRole('listitem')).toHaveCount(2);

  await compare.page.reload();
  await expect(compare.text('First')).toHaveValue(SAME_BEGINNING[0]);
  await compare.history.getByRole('button').last().click();
  await expect(compare.text('First')).toHaveValue(PARAPHRASE[0]);
  await expect(compare.history.getByRole('listitem').first()).toContainText(PARAPHRASE[0]);

  await compare.button('Clear the history').click();
  await expect(compare.history).toBeHidden();
  expect(await compare.page.evaluate('localStorage.getItem("semblance.compare.history")')).toBeNull();
});

test('a comparison stays while another view is looked at', async ({ compare, library }) => {
  await compare.compare(...PARAPHRASE);
  await expect(compare.answer).toBeVisible();
  await library.open();
  await compare.open();
  await expect(compare.text('First')).toHaveValue(PARAPHRASE[0]);
  await expect(compare.answer).toBeVisible();
});

test('a comparison is taken along as JSON and as a picture', async ({ compare }) => {
  test.skip(currentHost() === 'electron', 'The clipboard cannot be read, and the system asks where to save.');
  const { page } = compare;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await compare.compare(...PARAPHRASE);
  await compare.button('Copy as JSON').click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const json = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'));
  expect(json).toMatchObject({ a: PARAPHRASE[0], b: PARAPHRASE[1], verdict: 'related' });
  expect(json.tokens.similarity).toHaveLength(json.tokens.a.length);

  const downloading = page.waitForEvent('download');
  await compare.button('Save picture').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('comparison.svg');
  const svg = await readFile(await download.path(), 'utf8');
  expect(svg).toContain('>cooking</text>');

  await compare.button('Copy picture').click();
  const copied = () => page.evaluate<string[]>('navigator.clipboard.read().then(([item]) => item.types)');
  await expect.poll(copied).toContain('image/png');
});

test('markup is text, and a text that is too long is told', async ({ compare }) => {
  const payload = `<img src=x onerror="document.title='taken over'"> & <script>alert(1)</script>`;
  await compare.compare(payload, `${payload} ${'and so on and so forth '.repeat(80)}`);
  await expect(compare.answer).toBeVisible();
  await expect(compare.page.getByText('The model reads only the first 256 tokens of this text.')).toHaveCount(
    1,
  );
  await expect(compare.page.locator('main img, main script')).toHaveCount(0);
  await expect(compare.page).toHaveTitle('Compare · Semblance');
});

testOnEmpty('an empty library has no place for a score, and says so', async ({ compare }) => {
  await compare.compare(...PARAPHRASE);
  await expect(compare.answer).toContainText('Your library is empty');
  await compare.button('Where in my library? First text').click();
  await expect(compare.drawer).toContainText('nothing in your library to find yet');
});

testOnEmpty('a lost engine is told', async ({ app, compare, complaints }) => {
  test.slow();
  await compare.compare(...PARAPHRASE);
  await expect(compare.answer).toBeVisible();
  await app.kill();
  await expect(compare.page.getByText('The engine is away.')).toBeVisible();
  await compare.text('First').fill('A woman is cooking dinner.');
  await expect(compare.page.getByRole('alert')).toContainText('The engine cannot be reached');
  await expectNoViolations(compare.page);
  // The browser reports each refused connection; that is the trouble this test makes.
  complaints.length = 0;
});

test('nothing to begin with is closed to assistive technology, in any look', async ({ compare }) => {
  test.slow();
  await expect(compare.button(/Someone prepares/)).toBeVisible();
  await expectNoViolations(compare.page);
});

test('nothing of a comparison is closed to assistive technology, in any look', async ({ compare }) => {
  test.slow();
  await compare.compare(...SAME_BEGINNING);
  await expect(compare.history).toBeVisible();
  await compare.page.getByText('Change by reading both ways').click();
  await compare.slider('Left to right only').fill('0');
  await expect(compare.answer).toContainText('As the model is made');
  await compare.map.getByRole('gridcell').focus();
  await expectNoViolations(compare.page);
});

test('nothing of what the library says is closed to assistive technology, in any look', async ({
  compare,
}) => {
  test.slow();
  await compare.compare(...PARAPHRASE);
  await compare.button('Where in my library? Second text').click();
  await expect(compare.drawer.getByRole('listitem').first()).toBeVisible();
  await expectNoViolations(compare.page);
});

test('two texts are compared and looked into without a mouse', async ({ compare }) => {
  const { keyboard } = compare.page;
  await expect(compare.text('First')).toBeFocused();
  await keyboard.type('The dog chased the cat.');
  await tabTo(compare.page, compare.text('Second'));
  await keyboard.type('The cat chased the dog.');
  await expect(compare.answer).toContainText('Both texts are made of the same words.');
  await tabTo(compare.page, compare.button('Swap the texts'));
  await keyboard.press('Enter');
  await expect(compare.text('First')).toHaveValue('The cat chased the dog.');
  await tabTo(compare.page, compare.map.getByRole('gridcell'));
  await keyboard.press('ArrowRight');
  await expect(compare.readout).toContainText('The and dog');
  const own = await compare.score.textContent();
  await tabTo(compare.page, compare.slider('Left to right only'));
  await keyboard.press('End');
  await expect(compare.score).not.toHaveText(own!);
  await tabTo(compare.page, compare.button('Reset'));
  await keyboard.press('Enter');
  await expect(compare.score).toHaveText(own!);
});

async function tabTo(page: Page, target: ReturnType<ComparePage['button']>): Promise<void> {
  for (let press = 0; press < 20; press += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

const LOOKS = [
  { colorScheme: 'light', contrast: 'no-preference' },
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
] as const;

/** Checks what is on the screen: by every rule, then its contrast in the other looks, since only colours differ. */
async function expectNoViolations(page: Page): Promise<void> {
  for (const [index, look] of LOOKS.entries()) {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    // Colours change with the next frames, not with the call.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))');
    const axe = new AxeBuilder({ page });
    const { violations } = await (index === 0 ? axe : axe.withRules('color-contrast')).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, look, at: nodes.map((node) => node.html) }))).toEqual([]);
  }
}
