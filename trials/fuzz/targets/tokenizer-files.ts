import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../../../app/base/domain-error.ts';
import { TextTokenizer } from '../../../app/embedding/text-tokenizer.ts';
import { mutateJson } from '../json-mutation.ts';
import type { FuzzTarget } from '../target.ts';

const FIXTURES = fileURLToPath(new URL('../../../app/embedding/fixtures', import.meta.url));
const TEXTS = ['The ferry was late again, e.g. at 5 o’clock.', '', ' ', '今日は😀\ud800', 'a'.repeat(2_000)];

/** The files of a tokenizer that strangers made: it is refused with a code, or takes texts. */
export async function openTokenizerFiles(folder: string): Promise<FuzzTarget> {
  const sound = ['tiny-deelm', 'tiny-bert'].map((name) =>
    JSON.stringify({
      tokenizer: JSON.parse(readFileSync(join(FIXTURES, name, 'tokenizer.json'), 'utf8')),
      config: JSON.parse(readFileSync(join(FIXTURES, name, 'tokenizer_config.json'), 'utf8')),
    }),
  );
  return {
    seeds: sound,
    dictionary: [
      'ByteLevel',
      'BPE',
      'Unigram',
      'WordPiece',
      'WordLevel',
      'Sequence',
      'Replace',
      'Split',
      'Precompiled',
      '(a+)+$',
      '(',
      '\\',
    ],
    mutate: (mutator, seed) =>
      mutator.below(8) === 0 ? mutator.mutate(seed) : JSON.stringify(mutateJson(mutator, JSON.parse(seed))),
    async check(input) {
      const { tokenizer, config } = partsOf(input);
      writeFileSync(join(folder, 'tokenizer.json'), tokenizer);
      writeFileSync(join(folder, 'tokenizer_config.json'), config);
      try {
        const opened = await TextTokenizer.open({ dir: folder, name: 'foreign', maxTokens: 64 });
        for (const text of TEXTS) opened.pieces(opened.encode(text).ids);
        opened.windows(TEXTS[0]!);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** The two files; what is no JSON at all becomes the first of them as it is. */
function partsOf(input: string): { tokenizer: string; config: string } {
  try {
    const { tokenizer, config } = JSON.parse(input);
    return { tokenizer: JSON.stringify(tokenizer) ?? '', config: JSON.stringify(config) ?? '' };
  } catch {
    return { tokenizer: input, config: '{}' };
  }
}
