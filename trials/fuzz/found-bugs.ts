import { readFileSync } from 'node:fs';

/** An input that broke a law of a target, cut down to what mattered. */
interface FoundBug {
  readonly target: string;
  readonly what: string;
  readonly input: string;
}

/** A sound tokenizer, but for what its pieces inside of a word begin with. */
function oddTokenizer(): string {
  const file = new URL('../../app/embedding/fixtures/tiny-bert/tokenizer.json', import.meta.url);
  const tokenizer = JSON.parse(readFileSync(file, 'utf8'));
  const model = { ...tokenizer.model, continuing_subword_prefix: { toString: 1 } };
  return JSON.stringify({ tokenizer: { ...tokenizer, model }, config: {} });
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
  {
    target: 'tokenizer-files',
    what: 'a tokenizer that cannot work was opened, and broke with the first text instead of being refused',
    input: oddTokenizer(),
  },
];
