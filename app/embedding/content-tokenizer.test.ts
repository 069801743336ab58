import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContentTokenizer } from './content-tokenizer.ts';
import { type FixtureName, fixtureDir } from './fixture-packages.ts';
import { createTokenizer } from './tokenizer-library.ts';

const TEXTS = [
  '',
  ' ',
  'word',
  ' word',
  '  two  spaces  inside  and  after  ',
  'line\nbreak\n\nparagraph \n mixed\t tabs\u00a0no-break\u2003em\u3000wide',
  "it's they'll 'quoted' don't",
  'numbers 3.14 1,000 2nd ½ ２３ IV',
  'naïve Ünïcödé e\u0301 cafe\u0301 ﬁ ﬂ İstanbul STRASSE ß',
  'emoji 👩‍👩‍👧 🇩🇪 flags\ud83d lone',
  '日本語の文章です。中文没有空格。 mixed 混ざる text',
  'हिन्दी का वाक्य। मराठी इ.स. ابجد العربية',
  'code: a_b->c[0] += {x: "y"}; // https://example.org/a?b=c&d=%20',
  'punctuation!? ... --- «guillemets» “quotes” ¿qué?',
  'a special [SEP] token [UNK] written [PAD]out',
  '\u0000control\u200bzero\ufeffwidth\u00adsoft',
];

describe.each<FixtureName>(['tiny-deelm', 'tiny-bert'])('ContentTokenizer on %s', (name) => {
  it.each([{}, { pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, use_regex: true } }])(
    'gives the ids of the library, cached or not, with %o',
    async (changes) => {
      const json = JSON.parse(await readFile(join(fixtureDir(name), 'tokenizer.json'), 'utf8'));
      const library = createTokenizer({ ...json, ...changes }, {});
      const tokenizer = new ContentTokenizer(library, { ...json, ...changes }, {});
      for (const text of [...TEXTS, TEXTS.join(' '), TEXTS.join('\n'), ...TEXTS]) {
        const expected = library.encode(text, { add_special_tokens: false }).ids;
        expect(tokenizer.encode(text), JSON.stringify(text)).toEqual(expected);
      }
    },
  );
});
