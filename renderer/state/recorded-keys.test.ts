import { describe, expect, it } from 'vitest';
import { keyNames, recordedKeys } from './recorded-keys.ts';

const press = (code: string, ...held: ('ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey')[]) => ({
  ...{ code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...Object.fromEntries(held.map((key) => [key, true])),
});

describe('recorded keys', () => {
  it.each([
    [press('KeyS', 'ctrlKey', 'shiftKey'), 'CmdOrCtrl+Shift+S'],
    [press('Space', 'altKey'), 'Alt+Space'],
    [press('Digit7', 'ctrlKey', 'altKey'), 'CmdOrCtrl+Alt+7'],
    [press('ArrowUp', 'metaKey'), 'Super+Up'],
    [press('F12', 'altKey'), 'Alt+F12'],
    [press('KeyS'), null],
    [press('KeyS', 'shiftKey'), null],
    [press('ControlLeft', 'ctrlKey'), null],
    [press('Backquote', 'ctrlKey'), null],
  ])('of %o are %s', (keys, expected) => expect(recordedKeys(keys, false)).toBe(expected));

  it('name the keys of a Mac', () => {
    expect(recordedKeys(press('KeyS', 'metaKey'), true)).toBe('CmdOrCtrl+S');
    expect(recordedKeys(press('KeyS', 'ctrlKey', 'metaKey'), true)).toBe('CmdOrCtrl+Ctrl+S');
    expect(keyNames('CmdOrCtrl+Shift+S', true)).toEqual(['⌘', '⇧', 'S']);
    expect(keyNames('CmdOrCtrl+Super+S', false)).toEqual(['Ctrl', 'Win', 'S']);
  });
});
