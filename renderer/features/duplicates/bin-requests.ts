import { MOST_MOVES, type MoveToBinRequest } from '../../../app/contracts/copies.ts';
import type { CopyMove } from './copy-choices.ts';

/**
 * The moves as requests that are short enough for the engine. It sees one at a time, so that no document is kept by one
 * and goes by another is made sure of here.
 * @throws RangeError  where one would be, and then nothing must be sent.
 */
export function binRequests(moves: readonly CopyMove[]): MoveToBinRequest[] {
  const kept = new Set(moves.map(({ reference }) => reference.documentId));
  if (moves.some(({ copy }) => kept.has(copy.documentId)))
    throw new RangeError('A document that is to be kept was chosen for the bin too.');
  const wanted = moves.map(({ reference, copy }) => ({
    reference: reference.documentId,
    copy: copy.documentId,
  }));
  return Array.from({ length: Math.ceil(wanted.length / MOST_MOVES) }, (_, at) => ({
    moves: wanted.slice(at * MOST_MOVES, (at + 1) * MOST_MOVES),
  }));
}
