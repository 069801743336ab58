import synonyms from './synonyms.json' with { type: 'json' };

/** A change of a text; null where the text does not lend itself to it. `number` varies the change. */
export type TextChange = (text: string, number: number) => string | null;

const WORD = /\p{L}[\p{L}\p{N}'’-]*/gu;
const SENTENCE_END = /(?<=[.!?])\s+/;
/** Of the words, at least so many must have a synonym for a mechanical rewording to deserve the name. */
const LEAST_REPLACED = 0.15;
const SYNONYMS: ReadonlyMap<string, string> = new Map(Object.entries(synonyms));

const CONTAINERS = [
  [
    'I copied the following from an older note, because I keep looking for it whenever a colleague asks.',
    'So much for that; the rest of my notes from that week are about the move to the new office and the party.',
  ],
  [
    'Margaret sent me this by mail on a rainy Tuesday and wanted to know what I thought of it.',
    'I answered that I agreed with most of it, and that we should talk about the remaining points over lunch.',
  ],
  [
    'Here is the paragraph that caused so much discussion in the reading group last autumn.',
    'Nobody could remember who had brought it along, but everybody had an opinion on it by the end.',
  ],
] as const;

export const same: TextChange = (text) => text;

export const otherCase: TextChange = (text, number) => (number % 2 ? text.toUpperCase() : text.toLowerCase());

export const otherSpacing: TextChange = (text, number) => text.replaceAll(' ', number % 2 ? '  ' : '\n');

/** Not inside of words: a number without its point is another number. */
export const withoutPunctuation: TextChange = (text) => text.replaceAll(/[.,;:!?“”"]+(?=\s|$)/g, '');

export const contained: TextChange = (text, number) => {
  const [before, after] = CONTAINERS[number % CONTAINERS.length]!;
  return `${before} ${text} ${after}`;
};

/** Replaces so many words, evenly spread over the text. */
export function edited(count: number): TextChange {
  return (text) => {
    const words = [...text.matchAll(WORD)];
    const places = Array.from(
      { length: count },
      (_, i) => words[Math.floor(((i + 1) * words.length) / (count + 1))]!,
    );
    return places
      .toReversed()
      .reduce(
        (result, { index, 0: word }) =>
          `${result.slice(0, index)}${word.length % 2 ? 'lantern' : 'orchard'}${result.slice(index + word.length)}`,
        text,
      );
  };
}

/** Replaces words by synonyms wherever there is one, and puts the sentences in the opposite order. */
export const mechanicallyReworded: TextChange = (text) => {
  let words = 0;
  let replaced = 0;
  const result = text.replace(WORD, (word) => {
    words++;
    const synonym = SYNONYMS.get(word.toLowerCase());
    if (synonym === undefined) return word;
    replaced++;
    return word === word.toLowerCase() ? synonym : synonym[0]!.toUpperCase() + synonym.slice(1);
  });
  if (replaced < LEAST_REPLACED * words) return null;
  return result.split(SENTENCE_END).reverse().join(' ');
};
