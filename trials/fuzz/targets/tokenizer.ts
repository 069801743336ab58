import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TextTokenizer } from '../../../app/embedding/text-tokenizer.ts';
import { type FuzzTarget, law } from '../target.ts';
import { SENTENCE_PIECES } from './pieces.ts';

const FOLDERS = ['tiny-deelm', 'tiny-bert'].map((name) =>
  fileURLToPath(new URL(`../../../app/embedding/fixtures/${name}`, import.meta.url)),
);
const MAX_TOKENS = 128;

/** Texts of any kind through each kind of tokenizer: as many ids as fit, and windows that cover the text. */
export async function openTokenizer(): Promise<FuzzTarget> {
  const tokenizers = await Promise.all(
    FOLDERS.map((dir) => TextTokenizer.open({ dir, name: 'tiny', maxTokens: MAX_TOKENS })),
  );
  return {
    seeds: [readFileSync(new URL('../fixtures/letter.txt', import.meta.url), 'utf8'), 'a', ' the ferry '],
    dictionary: [
      ...SENTENCE_PIECES,
      '<s>',
      '</s>',
      '[CLS]',
      '[SEP]',
      '[UNK]',
      '[MASK]',
      '<|endoftext|>',
      '▁',
      '##',
      'Ġ',
      '<0x0A>',
      '<unk>',
    ],
    check(input) {
      for (const tokenizer of tokenizers) checkOne(tokenizer, input);
    },
    async [Symbol.asyncDispose]() {},
  };
}

function checkOne(tokenizer: TextTokenizer, input: string): void {
  const { ids } = tokenizer.encode(input, 'title: ');
  law(ids.length <= MAX_TOKENS, 'no more tokens than the model takes');
  law(
    ids.every((id) => Number.isInteger(id) && id >= 0),
    'ids are numbers of tokens',
  );
  law(tokenizer.pieces(ids).length === ids.length, 'every token stands for something');
  const windows = tokenizer.windows(input.slice(0, 4_000), { prefix: 'Heading > ' });
  let end = 0;
  for (const span of windows) {
    law(
      span.start < span.end && span.end >= end && span.end <= input.length,
      'windows lie in the text, in order',
    );
    law(input.slice(end, span.start).trim() === '', 'windows leave nothing out');
    end = span.end;
  }
}
