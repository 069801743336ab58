import { describe, expect, it } from 'vitest';
import { proseOf } from './prose.ts';

const STORM = 'The old oak behind the mill fell in the storm.';

describe('the prose of a text', () => {
  it.each([
    ['a sentence', STORM],
    ['a question', 'Who feeds the cat?'],
    ['what leads to something', 'Here is how it is done:'],
    ['a sentence in quotes', `He said: “${STORM}”`],
    [
      'a long line without a mark',
      'the old oak behind the mill fell in the storm of last night and blocked the road',
    ],
    ['a sentence of a script without spaces', '猫が好きです。'],
  ])('is %s', (_, text) => {
    expect(proseOf(text)).toBe(text);
  });

  it.each([
    ['a title', 'Serving pages with a cache'],
    ['a list of things', '200 g flour\n2 eggs\nA pinch of salt'],
    ['the address of a page', 'https://example.org/notes/storm.html?page=2#oak'],
    ['the address of a page without its protocol', 'www.example.org'],
    ['a path', '~/notes/trees/oak.md'],
    ['a mailbox', 'oak@example.org'],
  ])('is not %s', (_, text) => {
    expect(proseOf(text)).toBe('');
  });

  it('is what stands around addresses', () => {
    expect(proseOf(`See https://example.org/oak and ${STORM}`)).toBe(`See and ${STORM}`);
  });

  it('is the sentences of a list', () => {
    expect(proseOf(`Oak\n${STORM}\nAsh`)).toBe(STORM);
  });
});
