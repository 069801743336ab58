import { describe, expect, it } from 'vitest';
import type { PassageId } from '../storage/ids.ts';
import { FingerprintIndex } from './fingerprint-index.ts';

const passage = (id: number, ...fingerprints: number[]) => ({
  passageId: id as PassageId,
  fingerprints: Uint32Array.from(fingerprints),
});

describe('passages with common fingerprints', () => {
  it('are found from either side, and never a passage itself', () => {
    const passages = [passage(1, 10, 20, 4_000_000_000), passage(2, 20, 4_000_000_000), passage(3, 30)];
    const index = new FingerprintIndex(passages);
    expect(passages.map((each) => index.candidates(each))).toEqual([[2], [1], []]);
  });

  it('need a quarter of the smaller one in common', () => {
    const long = passage(1, ...Array.from({ length: 40 }, (_, i) => i));
    const index = new FingerprintIndex([
      long,
      passage(2, 7, 100, 101, 102),
      passage(3, 8, 100, 101, 102, 103),
    ]);
    expect(index.candidates(long)).toEqual([2]);
  });

  it('are tied to the first of them when a text is everywhere', () => {
    const copies = Array.from({ length: 1_000 }, (_, i) => passage(i + 1, 5, 6, 7));
    const index = new FingerprintIndex(copies);
    expect(index.candidates(copies[999]!)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(index.candidates(copies[0]!)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it('are none where there are no fingerprints', () => {
    expect(new FingerprintIndex([passage(1), passage(2)]).candidates(passage(1))).toEqual([]);
  });
});
