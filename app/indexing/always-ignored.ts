/** Files whose lines leave things out of the folder they lie in. */
export const RULE_FILES: readonly string[] = ['.gitignore', '.semblanceignore'];

/** Folders that hold no documents of a person, wherever they lie; what begins with a dot is left out besides. */
export const IGNORED_FOLDERS: readonly string[] = [
  'node_modules',
  '__pycache__',
  '$RECYCLE.BIN',
  'System Volume Information',
];

/** Whether an entry is left out whatever any rule says. */
export function isAlwaysIgnored(name: string): boolean {
  return name.startsWith('.') || IGNORED_FOLDERS.includes(name);
}
