import { describe, expect, it } from 'vitest';
import { type ListWindow, renderedRows, rowAfterKey, scrollToShow } from './list-window.ts';

const window: ListWindow = { scrollTop: 1_000, height: 500, rowHeight: 100, total: 100_000 };

describe('a long list', () => {
  it('renders what is in sight and a little more', () => {
    expect(renderedRows(window)).toEqual({ first: 6, end: 19 });
    expect(renderedRows({ ...window, scrollTop: 0 })).toEqual({ first: 0, end: 9 });
    expect(renderedRows({ ...window, total: 3 })).toEqual({ first: 3, end: 3 });
    expect(renderedRows({ ...window, scrollTop: 0, total: 3 })).toEqual({ first: 0, end: 3 });
  });

  it('scrolls no further than it takes to show a row', () => {
    expect(scrollToShow(window, 12)).toBe(1_000);
    expect(scrollToShow(window, 9)).toBe(900);
    expect(scrollToShow(window, 15)).toBe(1_100);
  });

  it('is walked with the keys of a list box', () => {
    expect(rowAfterKey('ArrowDown', 5, window)).toBe(6);
    expect(rowAfterKey('ArrowUp', 0, window)).toBe(0);
    expect(rowAfterKey('PageDown', 5, window)).toBe(9);
    expect(rowAfterKey('PageUp', 5, window)).toBe(1);
    expect(rowAfterKey('Home', 5, window)).toBe(0);
    expect(rowAfterKey('End', 5, window)).toBe(99_999);
    expect(rowAfterKey('a', 5, window)).toBeNull();
    expect(rowAfterKey('ArrowDown', 0, { ...window, total: 0 })).toBeNull();
  });
});
