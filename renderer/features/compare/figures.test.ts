import { describe, expect, it } from 'vitest';
import { formatCell, formatChange, formatScore } from './figures.ts';

describe('figures', () => {
  it('have three decimals and a minus as printers set it', () => {
    expect(formatScore(0.52349)).toBe('0.523');
    expect(formatScore(-0.0481)).toBe('−0.048');
    expect(formatScore(-0.0001)).toBe('0.000');
    expect(formatScore(0.9998)).toBe('0.999');
  });

  it('of a change bear their sign', () => {
    expect(formatChange(0.0132)).toBe('+0.013');
    expect(formatChange(-0.0132)).toBe('−0.013');
    expect(formatChange(-0.0001)).toBe('±0.000');
  });

  it('in a cell are short', () => {
    expect(formatCell(0.587)).toBe('.59');
    expect(formatCell(-0.354)).toBe('−.35');
    expect(formatCell(1)).toBe('1.00');
    expect(formatCell(0.996)).toBe('.99');
  });
});
