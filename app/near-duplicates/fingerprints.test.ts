import { describe, expect, it } from 'vitest';
import { fingerprintsOf, GUARANTEED_RUN } from './fingerprints.ts';
import { randomNumbers, randomWords } from './random-texts.ts';
import { countShared, shinglesOf } from './shingles.ts';

const of = (words: readonly string[]) => fingerprintsOf(shinglesOf(words));

describe('fingerprints', () => {
  it('meet wherever two texts have six words in a row in common', () => {
    const below = randomNumbers(1);
    for (let trial = 0; trial < 300; trial++) {
      const run = randomWords(GUARANTEED_RUN, below);
      const around = () => randomWords(below(30), below);
      const first = [...around(), ...run, ...around()];
      const second = [...around(), ...run, ...around()];
      expect(countShared(of(first), of(second))).toBeGreaterThan(0);
    }
  });

  it('are about two fifths of the shingles', () => {
    const words = randomWords(5_000, randomNumbers(2));
    expect(of(words).length / words.length).toBeCloseTo(0.4, 1);
  });

  it('ascend, each once, and are of the text alone', () => {
    const words = randomWords(100, randomNumbers(3));
    const fingerprints = of([...words, ...words]);
    expect([...fingerprints]).toEqual([...new Set(fingerprints)].sort((a, b) => a - b));
    expect(of([...words, ...words])).toEqual(fingerprints);
  });

  it('are none of a text shorter than a shingle', () => {
    expect(of(['two', 'words'])).toHaveLength(0);
    expect(of(['just', 'three', 'words'])).toHaveLength(1);
  });
});
