import { readFileSync } from 'node:fs';
import { sentenceFaults } from '../../../app/segmentation/passage-faults.ts';
import { splitSentences } from '../../../app/segmentation/split-sentences.ts';
import { type FuzzTarget, law } from '../target.ts';
import { SENTENCE_PIECES } from './pieces.ts';

/** Text of any kind, cut into sentences. */
export function openSentences(): FuzzTarget {
  return {
    seeds: [
      readFileSync(new URL('../fixtures/letter.txt', import.meta.url), 'utf8'),
      'One. Two? "Three!" he said.[1] Four',
    ],
    dictionary: SENTENCE_PIECES,
    check(input) {
      const [fault] = sentenceFaults(input, splitSentences(input));
      law(fault === undefined, `the text ${fault}`);
    },
    async [Symbol.asyncDispose]() {},
  };
}
