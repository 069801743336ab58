import { describe, expect, it } from 'vitest';
import type { FileCopies } from '../../../app/contracts/copies.ts';
import { allMoves, likenessOf, moveBetween } from './copy-choices.ts';

const file = (documentId: number) => ({
  documentId,
  document: `/notes/${documentId}.md`,
  title: null,
  modifiedAt: 0,
  sizeBytes: 10,
});
const copy = (
  documentId: number,
  likeness: 'exact' | 'near' = 'exact',
  differing = 0,
  unreadDiffers = false,
) => ({
  ...file(documentId),
  likeness,
  differing,
  unreadDiffers,
});
const groups: FileCopies[] = [
  { reference: file(1), copies: [copy(2), copy(3, 'near', 1)] },
  { reference: file(4), copies: [copy(5)] },
];

describe('copies that may go', () => {
  it('are all but the documents to keep', () => {
    expect(allMoves({ groups, total: 2 }).map((move) => move.copy.documentId)).toEqual([2, 3, 5]);
  });

  it('go only for the sake of their own reference', () => {
    const report = { groups, total: 2 };
    expect(moveBetween(report, 1, 3)?.copy.documentId).toBe(3);
    expect(moveBetween(report, 3, 1)).toBeNull();
    expect(moveBetween(report, 4, 3)).toBeNull();
  });
});

it.each([
  [copy(1), 'The same file'],
  [copy(1, 'near'), 'The same text'],
  [copy(1, 'near', 0, true), 'The same readable text; links, images or notes in it differ'],
  [copy(1, 'near', 1), 'The same but for small edits in 1 passage'],
  [copy(1, 'near', 3), 'The same but for small edits in 3 passages'],
  [copy(1, 'near', 1, true), 'The same but for small edits in 1 passage; links, images or notes differ too'],
])('says how a file is a copy', (file, words) => {
  expect(likenessOf(file)).toBe(words);
});
