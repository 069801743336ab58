import { describe, expect, it } from 'vitest';
import type { PassageId } from '../storage/ids.ts';
import type { PairedPassage } from '../storage/read/comparisons.ts';
import { KeptApart } from './kept-apart.ts';

const passage = (id: number, textKey: string): PairedPassage => ({
  ...{ id: id as PassageId, textKey, documentId: 1 as never, sourceId: 1 as never, path: '/notes/a.md' },
  ...{ modifiedAt: 0, start: id, words: 9, density: null },
});
const PASSAGES = [passage(1, 'oak'), passage(2, 'oak'), passage(3, 'ash'), passage(4, 'elm')];
const apart = (...ignored: [string, string][]) => new KeptApart(ignored, PASSAGES, (a, b) => a - b);

describe('passages that are kept apart', () => {
  it('are all copies of the two', () => {
    const kept = apart(['ash', 'oak']);
    expect([1, 2, 3, 4].map((id) => [...kept.from(id)])).toEqual([[3], [3], [1, 2], []]);
  });

  it('are all copies of one text where it was kept apart from itself', () => {
    const kept = apart(['oak', 'oak']);
    expect([1, 2, 3].map((id) => [...kept.from(id)])).toEqual([[2], [1], []]);
  });

  it('are listed as one pair of texts as long as both are in the library', () => {
    expect(apart(['ash', 'oak'], ['lime', 'oak'], ['elm', 'elm']).texts).toEqual([
      { first: [3], second: [1, 2] },
    ]);
  });
});
