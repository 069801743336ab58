import { describe, expect, it } from 'vitest';
import { cellInk } from './cell-ink.ts';

describe('the ink of a number in a cell', () => {
  it('is black on light ground and white on dark', () => {
    expect(cellInk('#ffffff', '#1c5d59', 0)).toBe('#000000');
    expect(cellInk('#ffffff', '#1c5d59', 1)).toBe('#ffffff');
    expect(cellInk('#fff', '#155', 0)).toBe('#000000');
    expect(cellInk('#fff', '#155', 1)).toBe('#ffffff');
    expect(cellInk('#211f1d', '#7fc6bd', 0)).toBe('#ffffff');
    expect(cellInk('#211f1d', '#7fc6bd', 1)).toBe('#000000');
  });

  it('changes where the other one is read better: grey of 46 %', () => {
    expect(cellInk('#767676', '#767676', 1)).toBe('#000000');
    expect(cellInk('#747474', '#747474', 1)).toBe('#ffffff');
  });
});
