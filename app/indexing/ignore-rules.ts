import { compileGlob, type Glob } from '../base/glob.ts';

/** No path is longer, so a rule that is longer says nothing. */
const LONGEST_RULE = 4_096;

interface Rule {
  readonly matches: Glob;
  readonly isNegated: boolean;
  readonly foldersOnly: boolean;
}

/** The rules of a `.gitignore` (gitignore(5)), in any case; rules that are broken say nothing. */
export class IgnoreRules {
  readonly #rules: readonly Rule[];

  constructor(text: string) {
    this.#rules = text
      .split(/\r?\n/)
      .map(ruleOf)
      .filter((rule) => rule !== null);
  }

  /**
   * Whether the last rule that names the path lets it out. Folders above it are for the caller to ask about.
   * @param path  below the folder of the rules, with `/` between names and at neither end.
   */
  ignores(path: string, isFolder: boolean): boolean {
    const last = this.#rules.findLast(
      ({ matches, foldersOnly }) => (isFolder || !foldersOnly) && matches(path),
    );
    return last !== undefined && !last.isNegated;
  }

  /** Whether a file is let out, by itself or with a folder above it. @param path  as for {@link ignores}. */
  leaveOut(path: string): boolean {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1))
      if (this.ignores(path.slice(0, end), true)) return true;
    return this.ignores(path, false);
  }
}

/** Null for a line that is no rule. */
function ruleOf(line: string): Rule | null {
  if (line.length > LONGEST_RULE || line.startsWith('#')) return null;
  const isNegated = line.startsWith('!');
  const written = withoutBlanksAtEnd(isNegated ? line.slice(1) : line);
  const foldersOnly = written.endsWith('/');
  const pattern = foldersOnly ? written.slice(0, -1) : written;
  if (pattern === '') return null;
  const anchored = pattern.startsWith('/') ? pattern.slice(1) : pattern;
  const matches = compileGlob(pattern.includes('/') ? anchored : `**/${pattern}`);
  return matches && { matches, isNegated, foldersOnly };
}

/** A blank behind a `\` belongs to the rule. */
function withoutBlanksAtEnd(rule: string): string {
  let end = rule.length;
  while (end > 0 && rule[end - 1] === ' ' && rule[end - 2] !== '\\') end--;
  return rule.slice(0, end);
}
