import { compileGlob, type Glob } from '../base/glob.ts';

/** So many spellings a pattern with braces may stand for; the braces of a longer one are read as they are written. */
const MOST_SPELLINGS = 64;

/**
 * Matches absolute paths: with wildcards as a whole, at any depth unless the pattern begins at a root; without wildcards
 * anywhere inside. Case is not regarded. `{a,b}` stands for either.
 */
export function pathMatcher(pattern: string): Glob {
  const glob = withSlashes(pattern);
  const spellings = spellingsOf(glob);
  const matchers = spellings.map((spelling) => compileGlob(isRooted(spelling) ? spelling : `**/${spelling}`));
  const isGlob = spellings.length > 1 || /[*?[]/.test(glob);
  if (!isGlob || matchers.includes(null)) {
    const part = pattern.toLowerCase();
    return (path) => path.toLowerCase().includes(part);
  }
  return (path) => matchers.some((matches) => matches!(withSlashes(path)));
}

/** Windows parts names with `\`. */
function withSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

function isRooted(glob: string): boolean {
  return glob.startsWith('/') || /^[a-z]:/i.test(glob);
}

function spellingsOf(glob: string): string[] {
  const finished: string[] = [];
  const pending = [glob];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const braces = outermostBraces(next);
    if (braces === null || finished.length + pending.length + braces.commas.length >= MOST_SPELLINGS) {
      finished.push(next);
      continue;
    }
    const { start, end, commas } = braces;
    const borders = [start, ...commas, end];
    for (let i = borders.length - 1; i > 0; i--) {
      pending.push(next.slice(0, start) + next.slice(borders[i - 1]! + 1, borders[i]) + next.slice(end + 1));
    }
  }
  return finished;
}

interface Braces {
  readonly start: number;
  readonly end: number;
  readonly commas: readonly number[];
}

/** The first braces with a comma between them that stand in no others; null where there are none. */
function outermostBraces(glob: string): Braces | null {
  const open: { start: number; commas: number[] }[] = [];
  let found: Braces | null = null;
  for (let at = 0; at < glob.length; at++) {
    if (glob[at] === '{') open.push({ start: at, commas: [] });
    else if (glob[at] === ',') open.at(-1)?.commas.push(at);
    else if (glob[at] === '}') {
      const closed = open.pop();
      if (!closed || closed.commas.length === 0) continue;
      if (found === null || closed.start < found.start) found = { ...closed, end: at };
    }
  }
  return found;
}
