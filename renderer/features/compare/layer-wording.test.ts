import { describe, expect, it } from 'vitest';
import { firstBothWays, readingDirection, settingsInWords } from './layer-wording.ts';

describe('the direction of reading', () => {
  it.each([
    [0, 'both ways in every layer'],
    [2, 'both ways in layers 3 to 4'],
    [3, 'both ways in layer 4'],
    [4, 'left to right only'],
  ])('with k = %d of four layers is %s', (k, words) => {
    expect(readingDirection(k, 4)).toBe(words);
  });

  it('begins with a layer that people count from one', () => {
    expect(firstBothWays(2, 4)).toBe('layer 3 of 4');
    expect(firstBothWays(4, 4)).toBe('none');
  });
});

describe('settings', () => {
  it('are told in one line', () => {
    const settings = { firstBidirectionalLayer: 2, exitLayer: 3, dimensions: 64, own: false };
    expect(settingsInWords(settings, 4)).toBe(
      'reading both ways in layers 3 to 4, left after layer 3, 64 dimensions',
    );
  });

  it('leave out what the model does not tell', () => {
    const settings = { firstBidirectionalLayer: null, exitLayer: null, dimensions: 384, own: true };
    expect(settingsInWords(settings, null)).toBe('384 dimensions');
  });
});
