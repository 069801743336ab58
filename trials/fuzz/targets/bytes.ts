import { DomainError } from '../../../app/base/domain-error.ts';
import { decodeText } from '../../../app/parsing/decode-text.ts';
import { declaredCharset } from '../../../app/parsing/html-charset.ts';
import { type FuzzTarget, law } from '../target.ts';

const LABELS = [
  'utf-8',
  'utf-7',
  'utf-16',
  'shift_jis',
  'gb18030',
  'iso-2022-jp',
  'x-user-defined',
  'replacement',
  'big5',
  '__proto__',
];

/** Files as bytes: what is decoded is text, whatever it was. */
export function openBytes(): FuzzTarget {
  const utf16 = Buffer.from('\ufeffDer Mauersegler schläft.', 'utf16le').toString('latin1');
  const utf8 = Buffer.from('Der Wachtelkönig ruft nachts. 今日は。😀', 'utf8').toString('latin1');
  const meta =
    '<!doctype html><meta charset="iso-8859-2"><p>Za\xbf\xf3\xb3\xe6 g\xea\xb6l\xb1 ja\xbc\xf1</p>';
  return {
    seeds: [utf8, utf16, meta, 'Der Gr\xfcnspecht lacht.', '\xfe\xff\0A\0b'],
    dictionary: [
      ...LABELS.map((label) => `<meta charset=${label}>`),
      '\xef\xbb\xbf',
      '\xff\xfe',
      '\xfe\xff',
      '\xc0\x80',
      '\xed\xa0\x80',
      '\xf4\x90\x80\x80',
      '\x1b$B',
      '\x1b(J',
      '\x80',
      '\xff',
    ],
    check(input) {
      const bytes = Buffer.from(input, 'latin1');
      try {
        const text = decodeText(bytes, 'file.html', declaredCharset(bytes));
        law(!text.includes('\0'), 'text has no NUL');
        law(text.length <= bytes.length, 'text is no longer than its bytes');
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}
