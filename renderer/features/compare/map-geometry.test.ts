import { describe, expect, it } from 'vitest';
import { cellAfterKey, cellAt, mapSize } from './map-geometry.ts';

describe('the size of the token map', () => {
  it('gives five tokens wide cells with numbers and flat names', () => {
    expect(mapSize(5, 5, 700, 9)).toMatchObject({ cellWidth: 112, hasValues: true, hasFlatNames: true });
  });

  it('gives a hundred and twenty tokens small cells that are scrolled', () => {
    expect(mapSize(120, 120, 700, 9)).toEqual({
      cellWidth: 16,
      cellHeight: 16,
      hasValues: false,
      hasFlatNames: false,
    });
  });

  it('sets long names upright where cells still hold numbers', () => {
    expect(mapSize(12, 16, 700, 12)).toMatchObject({ hasValues: true, hasFlatNames: false });
  });
});

describe('cells', () => {
  const size = mapSize(3, 4, 400, 5);

  it('are found under the pointer', () => {
    expect(cellAt(size.cellWidth * 3.5, size.cellHeight * 1.5, size, 3, 4)).toEqual({ a: 1, b: 3 });
    expect(cellAt(size.cellWidth * 4.5, 1, size, 3, 4)).toBeNull();
    expect(cellAt(-1, 1, size, 3, 4)).toBeNull();
  });

  it('are walked with the keyboard and never left', () => {
    expect(cellAfterKey('ArrowRight', { a: 1, b: 2 }, 3, 4)).toEqual({ a: 1, b: 3 });
    expect(cellAfterKey('ArrowRight', { a: 1, b: 3 }, 3, 4)).toEqual({ a: 1, b: 3 });
    expect(cellAfterKey('Home', { a: 1, b: 3 }, 3, 4)).toEqual({ a: 1, b: 0 });
    expect(cellAfterKey('PageDown', { a: 0, b: 3 }, 3, 4)).toEqual({ a: 2, b: 3 });
    expect(cellAfterKey('x', { a: 0, b: 0 }, 3, 4)).toBeNull();
  });
});
