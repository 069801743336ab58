import { randomNumbers } from '../../app/near-duplicates/random-texts.ts';

/** Numbers that lie at some border. */
const BORDERS = [
  '0',
  '-1',
  '1',
  '127',
  '128',
  '255',
  '256',
  '65535',
  '65536',
  '2147483647',
  '-2147483648',
  '4294967296',
  '9007199254740991',
  '9007199254740993',
  '1e308',
  '1e309',
  '-0',
  'NaN',
  'Infinity',
  '0x10',
  '1e-400',
];
/** Characters that programs forget: controls, line ends, bidi, joiners, halves of pairs, non-characters, wide ones. */
const ODD_CHARACTERS = [
  '\0',
  '\x01',
  '\x07',
  '\x1b[2J',
  '\r',
  '\r\n',
  '\n\n',
  '\t',
  '\v',
  '\f',
  '\x7f',
  '\x85',
  '\xa0',
  '\xad',
  '\u061c',
  '\u200b',
  '\u200d',
  '\u200e',
  '\u200f',
  '\u2028',
  '\u2029',
  '\u202a',
  '\u202e',
  '\u2066',
  '\u2069',
  '\ufeff',
  '\ufffd',
  '\uffff',
  '\ufdd0',
  '\ud800',
  '\udfff',
  '😀',
  '👨‍👩‍👧‍👦',
  '🏳️‍🌈',
  'e\u0301\u0301\u0301',
  'ﷺ',
  'İ',
  'ß',
  'ǆ',
  'ﬁ',
  'Ａ',
  '語',
  '。',
  '！',
  '한',
  'ก',
  'न्',
  '।',
  '٣',
  'א',
  'ع',
  '\u{e0041}',
  '\u{1f1e9}',
  '"',
  "'",
  '\\',
  '%',
  '$',
  '`',
  '&',
  '<',
];
const REPEATS = [2, 3, 10, 30, 300, 2_000];

type Way = (text: string) => string;

/** Makes hostile inputs of sound ones; the same number gives the same input. */
export class Mutator {
  readonly below: (limit: number) => number;
  readonly #dictionary: readonly string[];
  readonly #seeds: readonly string[];
  readonly #maxLength: number;

  constructor(number: number, seeds: readonly string[], dictionary: readonly string[], maxLength = 16_384) {
    this.below = randomNumbers(number);
    this.#seeds = seeds;
    this.#dictionary = dictionary;
    this.#maxLength = maxLength;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** A piece that means something, a border, or an odd character. */
  piece(): string {
    const kind = this.below(10);
    if (kind < 6 && this.#dictionary.length > 0) return this.pick(this.#dictionary);
    return this.pick(kind < 7 ? BORDERS : ODD_CHARACTERS);
  }

  /** One to eight changes; half of all inputs are made by one or two. */
  mutate(text: string): string {
    let result = text;
    const changes = 1 + this.below(1 << (1 + this.below(3)));
    for (let i = 0; i < changes; i++) result = this.pick(this.#ways)(result);
    return result.length > this.#maxLength ? result.slice(0, this.#maxLength) : result;
  }

  readonly #ways: readonly Way[] = [
    (text) => this.#replace(text, 0, this.piece()),
    (text) => this.#replace(text, 0, this.piece()),
    (text) => this.#replace(text, 1 + this.below(4), this.piece()),
    (text) => this.#replace(text, 1 + this.below(Math.max(1, text.length >> 1)), ''),
    (text) => this.#replace(text, 0, this.piece().repeat(this.pick(REPEATS))),
    (text) => this.#replace(text, 0, Array.from({ length: 2 + this.below(20) }, () => this.piece()).join('')),
    (text) => this.#replace(text, 1, String.fromCharCode(this.below(256))),
    (text) =>
      this.#replace(
        text,
        1,
        String.fromCharCode((text.charCodeAt(this.below(text.length || 1)) || 0) ^ (1 << this.below(8))),
      ),
    (text) => this.#replace(text, 0, this.#slice(text)),
    (text) => this.#replace(text, this.below(20), this.#slice(this.pick(this.#seeds) ?? '')),
    (text) => this.#repeatSlice(text),
    (text) => text.slice(0, this.below(text.length + 1)),
    (text) => text.slice(this.below(text.length + 1)),
    (text) => this.#nested(text),
  ];

  #replace(text: string, length: number, piece: string): string {
    const at = this.below(text.length + 1);
    return text.slice(0, at) + piece + text.slice(at + length);
  }

  #slice(text: string): string {
    const start = this.below(text.length + 1);
    return text.slice(start, start + this.below(200));
  }

  #repeatSlice(text: string): string {
    const start = this.below(text.length + 1);
    const part = text.slice(start, start + 1 + this.below(30));
    return text.slice(0, start) + part.repeat(this.pick(REPEATS)) + text.slice(start);
  }

  /** A piece over and over, something inside, and another piece as often. */
  #nested(text: string): string {
    const times = this.pick(REPEATS);
    return this.piece().repeat(times) + this.#slice(text) + this.piece().repeat(times);
  }
}
