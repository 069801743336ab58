import { readFileSync } from 'node:fs';
import { alignTokens } from '../../../app/compare/align-tokens.ts';
import { lexicalOverlap } from '../../../app/compare/lexical-overlap.ts';
import { fingerprintsOf } from '../../../app/near-duplicates/fingerprints.ts';
import { shinglesOf } from '../../../app/near-duplicates/shingles.ts';
import { wordsOf } from '../../../app/near-duplicates/words.ts';
import { type FuzzTarget, law } from '../target.ts';
import { SENTENCE_PIECES } from './pieces.ts';

/** What is read in texts to compare them: words, shingles, fingerprints, places of tokens. */
export function openWords(): FuzzTarget {
  return {
    seeds: [readFileSync(new URL('../fixtures/letter.txt', import.meta.url), 'utf8')],
    dictionary: SENTENCE_PIECES,
    check(input) {
      const fingerprints = fingerprintsOf(shinglesOf(wordsOf(input)));
      law(
        fingerprints.every((value, i) => i === 0 || value > fingerprints[i - 1]!),
        'fingerprints ascend',
      );
      const half = input.length >> 1;
      const { jaccard } = lexicalOverlap(input.slice(0, half), input.slice(half));
      law(jaccard >= 0 && jaccard <= 1, 'an overlap is a share');
      const pieces = wordsOf(input)
        .slice(0, 200)
        .map((word) => ({ bytes: new TextEncoder().encode(word), isSpecial: false }));
      for (const { span } of alignTokens(input, pieces, (part) => part.normalize('NFKC').toLowerCase())) {
        law(span === null || (span.start < span.end && span.end <= input.length), 'a token lies in its text');
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}
