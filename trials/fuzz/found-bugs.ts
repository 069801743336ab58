/** An input that broke a law of a target, cut down to what mattered. */
interface FoundBug {
  readonly target: string;
  readonly what: string;
  readonly input: string;
}

/** What the trial found, in the order of its finding. All are mended; none may come back. */
export const FOUND_BUGS: readonly FoundBug[] = [
  {
    target: 'markdown',
    what: 'behind a second byte order mark, every place was one character too early',
    input: '\uFEFF\uFEFFd\n``',
  },
  { target: 'markdown', what: 'a line of one vertical tab was a block without text', input: '\v' },
  {
    target: 'markdown',
    what: 'behind four byte order marks, they were so still',
    input: '\uFEFF\uFEFF\uFEFF\uFEFFal\n!',
  },
  {
    target: 'markdown',
    what: 'where lines end in CR, the second part of long code began inside the first',
    input: `\`\`\`\ncode\r${'x'.repeat(1_600)}\r${'y'.repeat(1_600)}\rz`,
  },
  { target: 'text', what: 'a line of one wide space was a block without text', input: '\u2003' },
  {
    target: 'ignore',
    what: 'a rule of some stars kept the engine busy for seconds, a longer one for ever',
    input: '*/****/**/**/'.repeat(60),
  },
  {
    target: 'query',
    what: 'a glob of ten characters kept the engine busy for 13 s on a name of 28',
    input: `${'a'.repeat(28)} path:**/*(*a)b`,
  },
];
