import { describe, expect, it } from 'vitest';
import type { DifferenceRow, Run } from './side-by-side.ts';
import { differenceOf } from './text-difference.ts';

/** [only here] in brackets. */
const marked = (runs: readonly Run[]) =>
  runs.map(({ text, isShared }) => (isShared ? text : `[${text}]`)).join('');
const sides = (rows: readonly DifferenceRow[]) =>
  rows.map(({ left, right }) => [marked(left), marked(right)]);
const plain = (rows: readonly DifferenceRow[], side: 'left' | 'right') =>
  rows.flatMap((row) => row[side].map(({ text }) => text)).join('');

const OAK = 'The old oak behind the mill fell in the storm last night and blocked the road.';

describe('two texts side by side', () => {
  it('mark the words that only one of them has', () => {
    const edited = 'The old oak behind the mill fell in the storm last Friday and blocked the main road!';
    const { rows, words } = differenceOf(OAK, edited);
    expect(sides(rows)).toEqual([
      [
        'The old oak behind the mill fell in the storm last [night] and blocked the road[.]',
        'The old oak behind the mill fell in the storm last [Friday] and blocked the [main] road[!]',
      ],
    ]);
    expect(words).toEqual({ left: 1, right: 2, shared: 15 });
  });

  it('do not differ by white space', () => {
    const { rows, words } = differenceOf('one two\nthree', 'one  two three');
    expect(sides(rows)).toEqual([['one two\nthree', 'one  two three']]);
    expect(words).toMatchObject({ left: 0, right: 0 });
  });

  it('are their texts again when joined', () => {
    const [left, right] = ['- one\n- two, and a half\n- three', '- one\n- too\n\n- three\n- four 🐈‍⬛.'];
    const { rows } = differenceOf(left, right);
    expect(plain(rows, 'left')).toBe(left);
    expect(plain(rows, 'right')).toBe(right);
  });

  it('keep their lines level', () => {
    const { rows } = differenceOf('milk\nbread\neggs', 'milk\nbrown bread\neggs');
    expect(sides(rows)).toEqual([
      ['milk\n', 'milk\n'],
      ['bread\n', '[brown] bread\n'],
      ['eggs', 'eggs'],
    ]);
  });

  it('give sentences that only one has a row of their own', () => {
    const { rows } = differenceOf(`We had bad luck. ${OAK} Nobody was hurt at all.`, OAK);
    expect(sides(rows)).toEqual([
      ['[We had bad luck.] ', ''],
      [`${OAK} `, OAK],
      ['[Nobody was hurt at all.]', ''],
    ]);
  });

  it('keep in one piece what both have in one piece', () => {
    const call = 'start(fp, SCRIPT, 2)';
    const { rows } = differenceOf(`use fp, SCRIPT\ndef test(fp):\n${call}\nend(SCRIPT)`, call);
    expect(sides(rows)).toEqual([
      ['[use fp, SCRIPT\ndef test(fp):]\n', ''],
      [`${call}\n[end(SCRIPT)]`, call],
    ]);
  });

  it('let a difference begin where a reader would see it begin', () => {
    const { rows } = differenceOf(
      'def test(fp):\n  start(fp)\n  fp.register("osascript")\n',
      'fp.register("osascript")\n',
    );
    expect(sides(rows)).toEqual([
      ['[def test(fp):\n  start(fp)]\n  ', ''],
      ['fp.register("osascript")\n', 'fp.register("osascript")\n'],
    ]);
    expect(sides(differenceOf('He came. He saw.', 'He came. He went home again. He saw.').rows)).toEqual([
      ['He came. ', 'He came. '],
      ['', '[He went home again.] '],
      ['He saw.', 'He saw.'],
    ]);
  });

  it('show a rephrased stretch as one difference, whatever little words it shares', () => {
    const { rows } = differenceOf(
      'The garden is watered at dawn, when the soil is cool and the hose is free, by all who live in the house.',
      'The garden is watered at dawn, before anyone takes the old bus to work in town, by all who live in the house.',
    );
    expect(sides(rows)[0]).toEqual([
      'The garden is watered at dawn, [when the soil is cool and the hose is free], by all who live in the house.',
      'The garden is watered at dawn, [before anyone takes the old bus to work in town], by all who live in the house.',
    ]);
  });

  it('cut words where the script has no spaces', () => {
    const { words } = differenceOf('冬天要保护植物免受霜冻', '冬天要保护花园免受霜冻');
    expect(words.left).toBe(1);
    expect(words.right).toBe(1);
  });

  it('are told apart as reworded where hardly a word is the same', () => {
    expect(differenceOf(OAK, 'A tree came down across our street during the gale.').isReworded).toBe(true);
    expect(differenceOf(OAK, OAK.replace('old', 'great')).isReworded).toBe(false);
  });

  it('share words wherever they stand where they are reworded, but no little ones', () => {
    const { rows, words } = differenceOf(
      'A tree came down in the storm that we had on Monday.',
      'On Monday the storm brought the oak to the ground.',
    );
    expect(sides(rows)).toEqual([
      [
        '[A tree came down in the ]storm[ that we had on ]Monday[.]',
        '[On ]Monday[ the ]storm[ brought the oak to the ground.]',
      ],
    ]);
    expect(words.shared).toBe(2);
  });

  it('may be empty', () => {
    expect(differenceOf('', '').rows).toEqual([]);
  });
});
