import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOf, readWindowState, type WindowState, writeWindowState } from './window-state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semblance-window-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const left = (x: number, y: number, width = 1000, height = 700): WindowState => ({
  bounds: { x, y, width, height },
  isMaximized: false,
});
const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 };
const ABOVE = { x: -200, y: -1080, width: 1920, height: 1055 };

describe('the state of a window', () => {
  it('is read as it was saved', () => {
    const file = join(folder, 'window-state.json');
    writeWindowState(file, { ...left(40, 60), isMaximized: true });
    writeWindowState(file, left(-30, 10));
    expect(readWindowState(file)).toEqual(left(-30, 10));
    expect(readdirSync(folder)).toEqual(['window-state.json']);
  });

  it.each([
    ['nothing', null],
    ['half of a file', '{"bounds":{"x":1'],
    ['no numbers', '{"bounds":{"x":"1","y":2,"width":800,"height":600},"isMaximized":false}'],
    ['a size that nobody can use', JSON.stringify(left(0, 0, 3, 2))],
    ['something else', '[]'],
  ])('is forgotten when there is %s', (_what, content) => {
    const file = join(folder, 'window-state.json');
    if (content !== null) writeFileSync(file, content);
    expect(readWindowState(file)).toBeNull();
  });
});

describe('the place of a window', () => {
  it('is where it was left, on any of the screens', () => {
    expect(placeOf(left(100, 100), [LAPTOP])).toEqual(left(100, 100));
    expect(placeOf(left(0, -1000), [LAPTOP, ABOVE])).toEqual(left(0, -1000));
  });

  it('may hang over an edge as long as it can be pulled back', () => {
    expect(placeOf(left(-840, 100), [LAPTOP])).toEqual(left(-840, 100));
    expect(placeOf(left(-841, 100), [LAPTOP]).bounds).not.toHaveProperty('x');
  });

  it.each([
    ['its screen was taken away', left(0, -1000)],
    ['its title bar lies above the screen', left(100, 0)],
    ['it lies below the screen', left(100, 890)],
    ['it lies right of the screen', left(1440, 100)],
  ])('is the middle of the screen when %s', (_why, state) => {
    const { bounds } = placeOf(state, [LAPTOP]);
    expect(bounds).toEqual({ width: 1280, height: 800 });
  });

  it('is the middle of the screen at first, and stays maximised where it was', () => {
    expect(placeOf(null, [LAPTOP])).toEqual({ bounds: { width: 1280, height: 800 }, isMaximized: false });
    expect(placeOf({ ...left(0, -1000), isMaximized: true }, [LAPTOP]).isMaximized).toBe(true);
  });
});
