/** One JSON value on one line of stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A line for people. File names and documents may hold anything, also what would steer a terminal. */
export function printLine(line: string): void {
  process.stdout.write(`${withoutControls(line)}\n`);
}

/** A file name in a line: a line feed in it would end the line. */
export function asName(path: string): string {
  return path.replaceAll('\n', '\u240A');
}

/** What turns the order of the letters that follow: a name could read as another one. Marks of one place stay. */
const TURNS = '\\u202A-\\u202E\\u2066-\\u2069';
const CONTROLS = new RegExp(`[\\p{Cc}${TURNS}]`, 'gu');

/** Control characters as pictures of themselves, U+2400 and on, or as U+FFFD; tabs and line feeds stay. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, (control) => {
    const code = control.charCodeAt(0);
    if (control === '\t' || control === '\n') return control;
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\uFFFD';
  });
}
