import { describe, expect, it } from 'vitest';
import { curvePoints, curveScale } from './curve-geometry.ts';

const FRAME = { width: 300, height: 120, left: 30, right: 10, top: 10, bottom: 10 };

describe('the curve of layers', () => {
  it('spans the frame from the first layer to the last and from 0 to 1', () => {
    const scale = curveScale([0.5, 0.6], 4, FRAME);
    expect([scale.x(0), scale.x(4)]).toEqual([30, 290]);
    expect([scale.y(1), scale.y(0)]).toEqual([10, 110]);
    expect(scale.yTicks).toEqual([0, 0.5, 1]);
    expect(scale.xTicks).toEqual([0, 1, 2, 3, 4]);
    expect(curvePoints([0.5, 1], scale)).toBe('30,60 95,10');
  });

  it('goes below zero where values do', () => {
    const scale = curveScale([-0.1, 0.6], 4, FRAME);
    expect(scale.yTicks).toEqual([-0.5, 0, 0.5, 1]);
    expect(scale.y(-0.5)).toBe(110);
  });

  it('numbers few of many layers, always the last', () => {
    const { xTicks } = curveScale([0], 32, FRAME);
    expect(xTicks.length).toBeLessThanOrEqual(10);
    expect([xTicks[0], xTicks.at(-1)]).toEqual([0, 32]);
  });
});
