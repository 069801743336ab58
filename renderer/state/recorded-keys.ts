import { isAccelerator } from '../../app/contracts/accelerator.ts';

type Keys = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/**
 * The combination that is pressed, in the words of Electron: "CmdOrCtrl+Shift+S". Of the key its place counts, not what
 * it writes with Alt or Shift.
 * @returns null while it is no combination that can hold in the whole system.
 */
export function recordedKeys(
  { code, ctrlKey, metaKey, altKey, shiftKey }: Keys,
  isMac: boolean,
): string | null {
  const key = NAMES[code] ?? code.replace(/^(Key|Digit)/, '');
  const modifiers = [
    (isMac ? metaKey : ctrlKey) && 'CmdOrCtrl',
    isMac && ctrlKey && 'Ctrl',
    altKey && 'Alt',
    shiftKey && 'Shift',
    !isMac && metaKey && 'Super',
  ];
  const combination = [...modifiers.filter((name) => name !== false), key].join('+');
  return isAccelerator(combination) ? combination : null;
}

/** The combination as it stands on the keys of this system. */
export function keyNames(combination: string, isMac: boolean): string[] {
  const names: Readonly<Record<string, string>> = isMac
    ? { CmdOrCtrl: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' }
    : { CmdOrCtrl: 'Ctrl', Super: 'Win' };
  return combination.split('+').map((name) => names[name] ?? name);
}
