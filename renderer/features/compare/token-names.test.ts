import { expect, it } from 'vitest';
import { tokenNames } from './token-names.ts';

const token = (text: string, start: number | null, end = (start ?? 0) + text.length) => ({
  text,
  span: start === null ? null : { start, end },
});

it('a token is called by its text', () => {
  expect(tokenNames([token('The', 0), token(' spring', 3)])).toEqual([
    { short: 'The', full: 'The' },
    { short: ' spring', full: ' spring' },
  ]);
});

it('a blank has a sign', () => {
  expect(tokenNames([token(' ', null)])).toEqual([{ short: '␣', full: 'blank' }]);
});

it('a character in several parts is written once', () => {
  expect(tokenNames([token('冬', 0), token('冬', 0), token('天', 1)])).toEqual([
    { short: '冬', full: '冬 (part 1 of 2)' },
    { short: '·', full: '冬 (part 2 of 2)' },
    { short: '天', full: '天' },
  ]);
});

it('tokens without a place are no parts of one another', () => {
  expect(tokenNames([token('<s>', null), token('<s>', null)]).map(({ full }) => full)).toEqual([
    '<s>',
    '<s>',
  ]);
});
