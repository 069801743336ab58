import { describe, expect, it } from 'vitest';
import { type FixtureName, fixtureDir } from '../embedding/fixture-packages.ts';
import { openModelPackage, TextTokenizer } from '../embedding/index.ts';
import { alignTokens } from './align-tokens.ts';

async function align(name: FixtureName, text: string) {
  const tokenizer = await TextTokenizer.open(await openModelPackage(fixtureDir(name)));
  const { ids } = tokenizer.encode(text);
  return alignTokens(text, tokenizer.pieces(ids), (part) => tokenizer.normalize(part));
}

describe('the place of tokens in a text', () => {
  it.each([
    'The ferry was late again.',
    '  Spaces,\ttabs\n\nand lines ',
    'Ünïcödé and ＦＵＬＬ ﬁgures',
    'Καλη, 合同。',
    'A family 👩‍👩‍👧 in one character',
  ])('runs through "%s" from first to last, and misses nothing but white space', async (text) => {
    const tokens = (await align('tiny-deelm', text)).filter(({ span }) => span !== null);
    let end = 0;
    for (const { text: shown, span } of tokens) {
      expect(shown).toBe(text.slice(span!.start, span!.end));
      expect(text.slice(end, Math.max(end, span!.start)).trim()).toBe('');
      end = Math.max(end, span!.end);
    }
    expect(text.slice(end).trim()).toBe('');
  });

  it('is shared by the tokens of a character that was divided', async () => {
    const tokens = (await align('tiny-deelm', 'x 合')).filter(({ text }) => text === '合');
    expect(tokens.length).toBeGreaterThan(1);
    for (const { span } of tokens) expect(span).toEqual({ start: 2, end: 3 });
  });

  it('is none for special tokens, and found again after a word that is not in the vocabulary', async () => {
    const tokens = await align('tiny-bert', 'The ☃ ferry');
    expect(tokens.map(({ text }) => text)).toContain('[UNK]');
    const placed = tokens.filter(({ span }) => span !== null).map(({ text }) => text);
    expect(placed.join('')).toBe('Theferry');
    expect(tokens.at(-1)).toEqual({ text: '[SEP]', span: null });
  });
});
