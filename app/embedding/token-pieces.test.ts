import { describe, expect, it } from 'vitest';
import { type FixtureName, fixtureDir } from './fixture-packages.ts';
import { openModelPackage } from './model-package.ts';
import { TextTokenizer } from './text-tokenizer.ts';
import { TokenPieces } from './token-pieces.ts';
import { createTokenizer } from './tokenizer-library.ts';

const openTokenizer = async (name: FixtureName) =>
  TextTokenizer.open(await openModelPackage(fixtureDir(name)));

function written(pieces: readonly { bytes: Uint8Array; isSpecial: boolean }[]): string {
  const bytes = pieces.filter(({ isSpecial }) => !isSpecial).flatMap((piece) => [...piece.bytes]);
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
}

describe('what tokens stand for', () => {
  it('adds up to the normalised text, byte by byte, in a byte-level vocabulary', async () => {
    const tokenizer = await openTokenizer('tiny-deelm');
    for (const text of ['The Ferry was late.', 'Café 合同 👩‍👧', 'ＦＵＬＬ width']) {
      const pieces = tokenizer.pieces(tokenizer.encode(text).ids);
      expect(written(pieces)).toBe(` ${tokenizer.normalize(text)}`);
    }
  });

  it('leaves out the marks of continued words in a WordPiece vocabulary', async () => {
    const tokenizer = await openTokenizer('tiny-bert');
    const pieces = tokenizer.pieces(tokenizer.encode('the ferry').ids);
    expect(pieces.at(0)).toEqual({ bytes: new TextEncoder().encode('[CLS]'), isSpecial: true });
    expect(pieces.at(-1)).toEqual({ bytes: new TextEncoder().encode('[SEP]'), isSpecial: true });
    expect(written(pieces)).toBe('theferry');
  });

  it('writes word starts as spaces and bytes as bytes in a SentencePiece vocabulary', () => {
    const vocab = { '<unk>': 0, '▁the': 1, '<0xC3>': 2, '<0xA9>': 3 };
    const json = {
      added_tokens: [{ id: 0, content: '<unk>', special: true }],
      normalizer: null,
      pre_tokenizer: null,
      post_processor: null,
      decoder: { type: 'ByteFallback' },
      model: { type: 'BPE', vocab, merges: [], unk_token: '<unk>', byte_fallback: true, fuse_unk: true },
    };
    const pieces = new TokenPieces(createTokenizer(json, {}), json);
    expect(written([1, 2, 3].map((id) => pieces.piece(id)))).toBe(' theé');
    expect(pieces.piece(0).isSpecial).toBe(true);
  });
});
