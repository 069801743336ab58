/** Keys in the words of Electron: "CmdOrCtrl+Shift+Space", "Alt+F2". One of them at least is no Shift. */
const ACCELERATOR =
  /^(?=.*(?:CmdOrCtrl|Ctrl|Alt|Super)\+)(?:CmdOrCtrl\+)?(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:Super\+)?(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert)$/;

/** Whether a combination of keys can be a shortcut that holds in the whole system. */
export function isAccelerator(text: string): boolean {
  return ACCELERATOR.test(text);
}
