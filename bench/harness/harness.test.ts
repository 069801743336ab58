import { describe, expect, it } from 'vitest';
import { alternate } from './alternate.ts';
import { chartSvg } from './chart.ts';
import { median, quantile, rounded } from './statistics.ts';

describe('statistics', () => {
  it('take the middle of an odd number of values, and half-way between two of an even one', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('lie linearly between values', () => {
    const values = Array.from({ length: 101 }, (_, i) => 100 - i);
    expect(quantile(values, 0.95)).toBe(95);
    expect(quantile(values, 0)).toBe(0);
    expect(quantile(values, 1)).toBe(100);
  });

  it('need a value', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('are given with three digits', () => {
    expect([12_345, 0.0123456, 7].map(rounded)).toEqual([12_300, 0.0123, 7]);
  });
});

describe('alternate', () => {
  it('gives every contender one turn a round, and lets another begin each time', async () => {
    const turns: string[] = [];
    const contender = (name: string, value: number) => ({
      name,
      run: () => {
        turns.push(name);
        return value;
      },
    });
    const measured = await alternate([contender('a', 1), contender('b', 2)], { rounds: 2, warmUp: 1 });
    expect(turns.join('')).toBe('abbaab');
    expect(Object.fromEntries(measured)).toEqual({ a: [1, 1], b: [2, 2] });
  });
});

describe('a chart', () => {
  const chart = {
    title: 'Growth of <things>',
    xLabel: 'sentences',
    yLabel: 'ms',
    series: [
      { name: 'ours', points: [[10_000, 1] as const, [1_000_000, 30] as const] },
      { name: 'nobody', points: [] },
    ],
  };

  it('draws a line for each series that has points, with its name', () => {
    const svg = chartSvg(chart);
    expect(svg.match(/<polyline/g)).toHaveLength(1);
    expect(svg).toContain('>ours</text>');
    expect(svg).not.toContain('nobody');
  });

  it('keeps text from being markup, and every number finite', () => {
    const svg = chartSvg(chart);
    expect(svg).toContain('Growth of &lt;things></text>');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});
