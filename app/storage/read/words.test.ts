import { expect, it } from 'vitest';
import { documentOf, temporaryLibrary } from '../temporary-library.ts';

it('marks words in a text that has control characters of its own', async () => {
  using library = await temporaryLibrary();
  const text = 'A \u0001heron\u0002 and\u0002 an \u0001egret, then a heron.';
  await library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', [text]), library.model);
  const { words } = library.store;
  const [id] = words.matchingPassages('"heron"');
  const spans = words.wordSpans('"heron"', [id!]).get(id!);
  expect(spans?.map(({ start, end }) => [start, text.slice(start, end)])).toEqual([
    [3, 'heron'],
    [text.length - 6, 'heron'],
  ]);
});

it('marks in each passage the words of that passage, and none where none match', async () => {
  using library = await temporaryLibrary();
  const texts = ['A heron.', 'An egret and a heron.', 'An egret.'];
  await library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', texts), library.model);
  const { documents, passages, words } = library.store;
  const ids = passages.ofDocument(documents.byPath('/notes/a.md')!.id).map(({ id }) => id);
  const spans = words.wordSpans('"heron"', ids);
  expect(ids.map((id) => spans.get(id))).toEqual([
    [{ start: 2, end: 7 }],
    [{ start: 15, end: 20 }],
    undefined,
  ]);
});

it('looks among the given documents alone', async () => {
  using library = await temporaryLibrary();
  const { documents, words } = library.store;
  for (const path of ['/notes/a.md', '/notes/b.md']) {
    await library.writer.replaceDocument(documentOf(library.source, path, ['A heron.']), library.model);
  }
  const second = documents.byPath('/notes/b.md')!.id;
  expect(words.match('"heron"', 10)).toHaveLength(2);
  const [hit, ...others] = words.match('"heron"', 10, [second]);
  expect(others).toEqual([]);
  expect(words.matchingPassages('"heron"', [second])).toEqual([hit?.passageId]);
  expect(words.match('"heron"', 10, [])).toEqual([]);
});

it('ranks a word of the text above the same word of a heading', async () => {
  using library = await temporaryLibrary();
  const underHeading = documentOf(library.source, '/notes/a.md', ['A bird stood there.']);
  const [passage] = underHeading.passages;
  const draft = { ...passage!.draft, headingPath: ['Heron'] };
  await library.writer.replaceDocument(
    { ...underHeading, passages: [{ ...passage!, draft }] },
    library.model,
  );
  await library.writer.replaceDocument(
    documentOf(library.source, '/notes/b.md', ['A heron stood there.']),
    library.model,
  );
  const { passages, words } = library.store;
  const texts = (matches: ReturnType<typeof words.match>) =>
    matches.map(({ passageId }) => passages.byIds([passageId]).get(passageId)?.text);
  expect(texts(words.match('"heron"', 10))).toEqual(['A heron stood there.', 'A bird stood there.']);
  const all = [...new Set(words.matchingPassages('"heron"'))];
  const documents = [...passages.byIds(all).values()].map(({ documentId }) => documentId);
  expect(texts(words.match('"heron"', 10, documents))[0]).toBe('A heron stood there.');
});

it('gives all that match as well as the last one wanted, and no others', async () => {
  using library = await temporaryLibrary();
  const texts = [
    'A heron, a heron.',
    ...Array.from({ length: 5 }, () => 'A heron, a pond.'),
    'A heron far, far away.',
  ];
  await library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', texts), library.model);
  const { words } = library.store;
  expect(words.match('"heron"', 1)).toHaveLength(1);
  const [first, ...equal] = words.match('"heron"', 3);
  expect(equal).toHaveLength(5);
  expect(new Set(equal.map(({ score }) => score)).size).toBe(1);
  expect(first!.score).toBeGreaterThan(equal[0]!.score);
});
