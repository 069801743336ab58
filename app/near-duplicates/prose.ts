import { wordsOf } from './words.ts';

/** A line of so many words is a sentence even where no mark ends it. */
const SENTENCE_WORDS = 15;
/** Marks that end a sentence or lead to what follows, whatever quotes and brackets stand behind them. */
const ENDS_AS_SENTENCE = /[.!?:;…。！？][\p{Pe}\p{Pf}"'*_]*$/u;

/**
 * The sentences of a text, without addresses: what is said in so many words. Titles and short items of lists are left
 * out, because two lists of like things name the same things without one saying what the other says.
 */
export function proseOf(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split(/\s+/).filter((word) => word !== '' && !isAddress(word)))
    .map((words) => words.join(' '))
    .filter((line) => ENDS_AS_SENTENCE.test(line) || wordsOf(line).filter(hasLetter).length >= SENTENCE_WORDS)
    .join('\n');
}

/** Of a page, a mailbox, or a file in its folders. */
function isAddress(word: string): boolean {
  if (word.includes('://') || /^\W*www\./i.test(word)) return true;
  const at = word.indexOf('@');
  return word.split('/').length > 2 || (at > 0 && word.includes('.', at));
}

function hasLetter(word: string): boolean {
  return /\p{L}/u.test(word);
}
