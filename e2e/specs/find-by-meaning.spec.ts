import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../test.ts';

test('a folder is added, a paraphrase finds the sentence, and an edit on disk is found as well', async ({
  app,
  search,
  library,
}) => {
  await library.addByWalking('notes');
  await expect(library.dialog).toBeHidden();
  await expect(library.summary).toHaveText('12 documents');

  // Shares no word with the sentence that it is to find.
  await search.field.fill('vehicle broke down');
  const first = search.firstDocument();
  await expect(first).toContainText('Drive to the coast');
  await expect(first).toContainText('by meaning');
  await expect(first).not.toContainText('words');
  await expect(search.markedSentence(first)).toHaveText(
    "The car's engine failed on the motorway, and a lorry pulled us to the next town.",
  );

  await search.hit('Drive to the coast').click();
  await expect(search.markedSentence(search.previewText)).toBeInViewport();
  await expect(search.previewText).toContainText('On Saturday the sea was as flat as a plate.');

  const path = join(app.notes, 'home/cat.md');
  const text = await readFile(path, 'utf8');
  await writeFile(path, `${text}\nThe telescope on the roof shows the rings of Saturn.\n`);
  await search.field.fill('observing planets');
  await expect(search.markedSentence(search.firstDocument())).toHaveText(
    'The telescope on the roof shows the rings of Saturn.',
  );
  await search.hit('The cat').click();
  await expect(search.markedSentence(search.previewText)).toContainText('rings of Saturn');

  await writeFile(path, text.replace('boiled chicken', 'boiled fish'));
  await expect(search.previewText).toContainText('boiled fish');
  await expect(search.previewText).not.toContainText('Saturn');
});

test('indexing shows true progress and can be stopped', async ({ app, search, library }) => {
  const paragraph = 'The harbour was quiet, and nobody had repaired the pier since the spring. ';
  for (let part = 0; part < 150; part += 1) {
    const text = Array.from({ length: 20 }, (_, line) => `${paragraph}Part ${part}, line ${line}.\n\n`).join(
      '',
    );
    await writeFile(join(app.notes, `long-${part}.md`), text);
  }
  await library.addByPath(app.notes);
  await library.open();
  const panel = library.page.getByRole('region', { name: 'Indexing progress' });
  await expect(panel).toContainText(/Reading \d+ of 162 files/);
  await expect(panel).toContainText(/tokens per second on/i);
  await expect(library.summary).toContainText(/Reading \d+ of 162/);
  await library.openSearch();
  await search.field.fill('harbour');
  await expect(search.firstDocument()).toContainText('long-');
  await library.open();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel).toBeHidden();
  await expect(library.summary).toHaveText(/^\d+ documents$/);
});

test('the sample library gives something to search in two clicks', async ({ search, library }) => {
  await search.page.getByRole('button', { name: 'Try the sample library' }).click();
  await expect(library.summary).toHaveText('13 documents');
  await search.page.getByRole('button', { name: 'stargazing' }).click();
  await expect(search.firstDocument()).toContainText('The winter sky without a telescope');
});
