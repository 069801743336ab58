// Globs whose time is bounded: patterns come from strangers (.gitignore of a repository) and from whoever types a query, and
// a regular expression made of one can take years. Here a name is gone through once for each `*` at worst.

/** Tells whether a path, its names parted by `/`, fits as a whole; case is not regarded. */
export type Glob = (path: string) => boolean;

const ANY_FOLDERS = '**';
const ANY_CHARACTERS = '*';
type Part = typeof ANY_CHARACTERS | ((character: string) => boolean);
type Segment = typeof ANY_FOLDERS | readonly Part[];

const POSIX_CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[\p{L}\p{N}]/u,
  alpha: /\p{L}/u,
  blank: /[ \t]/,
  cntrl: /\p{Cc}/u,
  digit: /\d/,
  graph: /[^\s\p{C}]/u,
  lower: /\p{L}/u,
  print: /\P{C}/u,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /\p{L}/u,
  xdigit: /[\da-f]/,
};

/**
 * Compiles `*`, `?`, `[a-z]`, `[!a-z]`, `[[:alpha:]]`, `\` before a character, and `**` between slashes for any number of
 * folders (at the end: for all that is inside).
 * @returns null for a pattern that is broken: an open bracket, a `\` at the end.
 */
export function compileGlob(pattern: string): Glob | null {
  const names = segmentsOf(pattern.toLowerCase());
  const segments: Segment[] = [];
  for (const [index, name] of names.entries()) {
    if (name === ANY_FOLDERS) {
      if (index === names.length - 1) segments.push([ANY_CHARACTERS]);
      segments.push(ANY_FOLDERS);
      continue;
    }
    const parts = partsOf(name);
    if (parts === null) return null;
    segments.push(parts);
  }
  return (path) => fitsPath(segments, path.toLowerCase().split('/'));
}

/** Between slashes; a slash in brackets parts as well, since no name holds one. More stars than two are two. */
function segmentsOf(pattern: string): string[] {
  const names = pattern.split('/').map((name) => (/^\*{3,}$/.test(name) ? ANY_FOLDERS : name));
  return names.filter((name, index) => name !== ANY_FOLDERS || names[index - 1] !== ANY_FOLDERS);
}

function partsOf(name: string): Part[] | null {
  const characters = Array.from(name);
  const parts: Part[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === '*') {
      if (parts.at(-1) !== ANY_CHARACTERS) parts.push(ANY_CHARACTERS);
    } else if (character === '?') {
      parts.push(() => true);
    } else if (character === '[') {
      const set = characterSet(characters, at + 1);
      if (set === null) return null;
      parts.push(set.holds);
      at = set.end;
    } else {
      const literal = character === '\\' ? characters[++at] : character;
      if (literal === undefined) return null;
      parts.push((other) => other === literal);
    }
  }
  return parts;
}

interface CharacterSet {
  readonly holds: (character: string) => boolean;
  /** Place of the closing bracket. */
  readonly end: number;
}

/** What begins behind an opening bracket; null where none closes it. */
function characterSet(characters: readonly string[], start: number): CharacterSet | null {
  const isNegated = characters[start] === '!' || characters[start] === '^';
  const first = isNegated ? start + 1 : start;
  const tests: ((character: string) => boolean)[] = [];
  for (let at = first; at < characters.length; at++) {
    if (characters[at] === ']' && at > first) {
      return { holds: (character) => tests.some((test) => test(character)) !== isNegated, end: at };
    }
    const posix = /^\[:(\w+):\]/.exec(characters.slice(at, at + 12).join(''));
    if (posix) {
      const members = POSIX_CLASSES[posix[1]!];
      if (!members) return null;
      tests.push((character) => members.test(character));
      at += posix[0].length - 1;
      continue;
    }
    if (characters[at] === '\\') at++;
    const low = characters[at];
    const isRange =
      characters[at + 1] === '-' && characters[at + 2] !== undefined && characters[at + 2] !== ']';
    if (isRange) at += characters[at + 2] === '\\' ? 3 : 2;
    const high = characters[at];
    if (low === undefined || high === undefined) return null;
    tests.push((character) => character >= low && character <= high);
  }
  return null;
}

function fitsPath(segments: readonly Segment[], names: readonly string[]): boolean {
  return fits(segments, names, ANY_FOLDERS, (segment, name) => fitsName(segment as readonly Part[], name));
}

function fitsName(parts: readonly Part[], name: string): boolean {
  return fits(parts, Array.from(name), ANY_CHARACTERS, (part, character) =>
    (part as (of: string) => boolean)(character),
  );
}

/**
 * Whether a sequence fits a pattern in which `wild` stands for any number of items. What a wild one took is only given
 * back by the last of them, since whatever an earlier one could give, the last can take.
 */
function fits<P, Item>(
  pattern: readonly (P | string)[],
  items: readonly Item[],
  wild: string,
  one: (part: P | string, item: Item) => boolean,
): boolean {
  let at = 0;
  let next = 0;
  let wildAt = -1;
  let taken = 0;
  while (at < items.length) {
    if (pattern[next] === wild) {
      wildAt = next++;
      taken = at;
    } else if (next < pattern.length && one(pattern[next]!, items[at]!)) {
      next++;
      at++;
    } else if (wildAt >= 0) {
      next = wildAt + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  while (pattern[next] === wild) next++;
  return next === pattern.length;
}
