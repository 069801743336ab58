import { describe, expect, it } from 'vitest';
import { causalLayers, readingDirection, settingsInWords } from './layer-wording.ts';

describe('the direction of reading', () => {
  it.each([
    [0, 'both ways in every layer'],
    [2, 'both ways in layers 3 to 4'],
    [3, 'both ways in layer 4'],
    [4, 'left to right only'],
  ])('with k = %d of four layers is %s', (k, words) => {
    expect(readingDirection(k, 4)).toBe(words);
  });

  it('is asked for by the number of layers that read left to right', () => {
    expect(causalLayers(0, 4)).toBe('none (k = 0)');
    expect(causalLayers(2, 4)).toBe('the first 2 of 4 (k = 2)');
    expect(causalLayers(4, 4)).toBe('all 4 (k = 4)');
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
