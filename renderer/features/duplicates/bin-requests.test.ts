import { describe, expect, it } from 'vitest';
import { MOST_MOVES, MoveToBinRequest } from '../../../app/contracts/copies.ts';
import { binRequests } from './bin-requests.ts';
import type { CopyMove } from './copy-choices.ts';

const file = (documentId: number) => ({
  documentId,
  document: `/notes/${documentId}.md`,
  title: null,
  modifiedAt: 0,
  sizeBytes: 10,
});
const move = (reference: number, copy: number): CopyMove => ({
  reference: file(reference),
  copy: { ...file(copy), likeness: 'exact', differing: 0, unreadDiffers: false },
});

describe('requests for the bin', () => {
  it('carry every move, in order, as many as the engine takes at once', () => {
    const moves = Array.from({ length: 2 * MOST_MOVES + 1 }, (_, at) => move(0, at + 1));
    const requests = binRequests(moves).map((request) => MoveToBinRequest.parse(request));
    expect(requests.map((request) => request.moves.length)).toEqual([MOST_MOVES, MOST_MOVES, 1]);
    expect(requests.flatMap((request) => request.moves.map(({ copy }) => copy))).toEqual(
      moves.map(({ copy }) => copy.documentId),
    );
  });

  it('never take in one what another keeps', () => {
    const others = Array.from({ length: MOST_MOVES }, (_, at) => move(0, at + 10));
    expect(() => binRequests([move(1, 2), ...others, move(3, 1)])).toThrow(RangeError);
  });
});
