import type { CopiesReport, FileCopies } from '../../../app/contracts/copies.ts';
import { counted } from '../../state/wording.ts';

/** A copy that may go, with the document that stays in its place. */
export interface CopyMove {
  readonly reference: FileCopies['reference'];
  readonly copy: FileCopies['copies'][number];
}

/** Every copy of the report, in its order. */
export function allMoves({ groups }: CopiesReport): CopyMove[] {
  return groups.flatMap(({ reference, copies }) => copies.map((copy) => ({ reference, copy })));
}

/** The move that takes one document away for the sake of another; null where they are no such copies. */
export function moveBetween(report: CopiesReport, kept: number, copy: number): CopyMove | null {
  return (
    allMoves(report).find((move) => move.reference.documentId === kept && move.copy.documentId === copy) ??
    null
  );
}

/** How a file is a copy, in words. */
export function likenessOf({ likeness, differing, unreadDiffers }: FileCopies['copies'][number]): string {
  if (likeness === 'exact') return 'The same file';
  if (differing === 0)
    return unreadDiffers ? 'The same readable text; links, images or notes in it differ' : 'The same text';
  const edited = `The same but for small edits in ${counted(differing, 'passage')}`;
  return unreadDiffers ? `${edited}; links, images or notes differ too` : edited;
}
