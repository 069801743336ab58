import { describe, expect, it } from 'vitest';
import type { DocumentHit, PassageHit } from '../../app/contracts/search.ts';
import { hitsInText, step, tellingCount, visibleHits } from './result-list.ts';

function passageHit(passageId: number, start: number): PassageHit {
  const placed = { text: 'x', start, end: start + 1 };
  return {
    passageId,
    score: 1,
    cosine: 0.5,
    percentile: 99,
    heading: [],
    sentence: placed,
    passage: placed,
    readable: { text: 'x', sentence: { start: 0, end: 1 }, words: [] },
    isCode: false,
    matched: 'meaning',
  };
}

function documentHit(documentId: number, best: PassageHit, more: PassageHit[] = []): DocumentHit {
  return { ...best, documentId, document: `/notes/${documentId}.md`, title: null, modifiedAt: 0, more };
}

const hits = [
  documentHit(1, passageHit(10, 50), [passageHit(11, 20), passageHit(12, 90)]),
  documentHit(2, passageHit(20, 0)),
];
const ids = (unfolded: number[]) =>
  visibleHits(hits, new Set(unfolded)).map(({ passage }) => passage.passageId);

describe('the result list', () => {
  it('shows the best passage of each document until one is unfolded', () => {
    expect(ids([])).toEqual([10, 20]);
    expect(ids([1])).toEqual([10, 11, 12, 20]);
  });

  it('is walked with the arrow keys, from the field and back to it', () => {
    const places = visibleHits(hits, new Set());
    expect(step(places, null, 1)).toBe(10);
    expect(step(places, 10, 1)).toBe(20);
    expect(step(places, 20, 1)).toBe(20);
    expect(step(places, 10, -1)).toBeNull();
    expect(step(places, null, -1)).toBeNull();
    expect(step([], null, 1)).toBeNull();
  });

  it('gives the passages of a document in the order of its text', () => {
    expect(hitsInText(hits[0]!).map(({ passageId }) => passageId)).toEqual([11, 10, 12]);
  });
});

describe('weak hits at the end', () => {
  const hit = (percentile: number | null, matched: PassageHit['matched'] = 'meaning') => ({
    ...documentHit(1, passageHit(1, 0)),
    percentile,
    matched,
  });

  it('are held back: those whose likeness one random pair in ten has', () => {
    expect(tellingCount([hit(99), hit(40), hit(95), hit(89), hit(12)])).toBe(3);
  });

  it('are shown when they share words, or when likeness cannot be placed', () => {
    expect(tellingCount([hit(99), hit(40), hit(10, 'both')])).toBe(3);
    expect(tellingCount([hit(99), hit(40), hit(null, 'words')])).toBe(3);
    expect(tellingCount([hit(null), hit(null)])).toBe(2);
  });

  it('are shown when there is nothing better', () => {
    expect(tellingCount([hit(80), hit(40)])).toBe(2);
    expect(tellingCount([])).toBe(0);
  });
});
