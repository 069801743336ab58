import { describe, expect, it } from 'vitest';
import { type FixtureName, fixtureDir, PackageCopy, referenceRows } from './fixture-packages.ts';
import { openModelPackage } from './model-package.ts';
import { TextTokenizer } from './text-tokenizer.ts';

const openTokenizer = async (name: FixtureName) =>
  TextTokenizer.open(await openModelPackage(fixtureDir(name)));

const LONG_TEXTS = {
  prose: 'The ferry was late again, and nobody had told the gardener. '.repeat(40),
  'lines of list items': '- one item\n- another, longer item\n\n'.repeat(60),
  'a script without spaces': '河水在夜里上涨，早晨下面的田地已经在水下。'.repeat(20),
  'one endless word': 'x'.repeat(3000),
  'one endless row of astral characters': '😀'.repeat(500),
};

describe.each<FixtureName>(['tiny-deelm', 'tiny-bert'])('TextTokenizer of %s', (name) => {
  it('gives the reference ids, special tokens included, and says what it cut', async () => {
    const tokenizer = await openTokenizer(name);
    for (const { text, ids } of await referenceRows(name)) {
      const encoded = tokenizer.encode(text);
      expect(encoded.ids).toEqual(ids);
      expect(encoded.truncated).toBe(tokenizer.count(text) > tokenizer.room);
    }
  });

  it('keeps the special tokens of a text that is too long', async () => {
    const tokenizer = await openTokenizer(name);
    const short = tokenizer.encode('harbour');
    const long = tokenizer.encode('harbour '.repeat(100));
    expect(long).toMatchObject({ truncated: true });
    expect(long.ids).toHaveLength(tokenizer.maxTokens);
    expect(long.ids[0]).toBe(short.ids[0]);
    if (name === 'tiny-bert') expect(long.ids.at(-1)).toBe(short.ids.at(-1));
  });

  it('reports a text that is too long to be tokenised whole as cut', async () => {
    const tokenizer = await openTokenizer(name);
    expect(tokenizer.encode(' '.repeat(100_000)).truncated).toBe(true);
  });

  it('tells blank texts from others, also after a prompt', async () => {
    const tokenizer = await openTokenizer(name);
    expect([' \n', 'a'].map((text) => tokenizer.encode(text, 'query: ').blank)).toEqual([true, false]);
    expect(tokenizer.encode('').blank).toBe(true);
  });

  describe.each(Object.entries(LONG_TEXTS))('windows of %s', (_, text) => {
    it('fit with their prefix, cover the text, and overlap', async () => {
      const tokenizer = await openTokenizer(name);
      const prefix = 'Harbour notes\n';
      const windows = tokenizer.windows(text, { prefix, overlap: 6 });
      expect(windows.length).toBeGreaterThan(1);
      expect(windows[0]!.start).toBe(0);
      expect(windows.at(-1)!.end).toBe(text.trimEnd().length);
      for (const [i, { start, end }] of windows.entries()) {
        expect(tokenizer.encode(text.slice(start, end), prefix).truncated).toBe(false);
        expect(text.slice(start, end).isWellFormed()).toBe(true);
        if (i === 0) continue;
        expect(start).toBeLessThanOrEqual(windows[i - 1]!.end);
        expect(start).toBeGreaterThan(windows[i - 1]!.start);
        expect(end).toBeGreaterThan(windows[i - 1]!.end);
      }
    });
  });

  it('cuts prose into windows of about equal length that share about the overlap', async () => {
    const tokenizer = await openTokenizer(name);
    const windows = tokenizer.windows(LONG_TEXTS.prose, { overlap: 6 });
    const sizes = windows.map(({ start, end }) => tokenizer.count(LONG_TEXTS.prose.slice(start, end)));
    expect(Math.max(...sizes) - Math.min(...sizes.slice(0, -1))).toBeLessThanOrEqual(8);
    const shared = windows.slice(1).map(({ start }, i) => LONG_TEXTS.prose.slice(start, windows[i]!.end));
    for (const part of shared) expect(tokenizer.count(part)).toBeGreaterThan(0);
  });

  it('leaves a text that fits in one window, and a blank one in none', async () => {
    const tokenizer = await openTokenizer(name);
    expect(tokenizer.windows('The ferry was late.')).toEqual([{ start: 0, end: 19 }]);
    expect(tokenizer.windows(' \n\n ')).toEqual([]);
  });
});

it('refuses a tokenizer of an unknown kind, and one that is no JSON', async () => {
  await using copy = await PackageCopy.of('tiny-bert');
  const model = await openModelPackage(copy.dir);
  await copy.editJson('tokenizer.json', { pre_tokenizer: { type: 'Telepathy' } });
  await expect(TextTokenizer.open(model)).rejects.toMatchObject({ code: 'model.unsupported' });
  await copy.write('tokenizer.json', 'vocab');
  await expect(TextTokenizer.open(model)).rejects.toMatchObject({ code: 'model.corrupt' });
});
