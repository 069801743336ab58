import { createHash } from 'node:crypto';
import type { PassageDraft } from '../contracts/document.ts';

/** Rises whenever texts are cut or prepared differently for models: then every vector is made anew. */
export const TEXT_PREPARATION = 1;

/** A longer path of headings would leave a model no room for the passage itself. */
const CONTEXT_CHARACTERS = 300;

/** What a passage says, wherever it stands. */
export type PassageContent = Pick<PassageDraft, 'kind' | 'headingPath' | 'text'>;

/** Title and headings, as they are encoded before a passage's text. */
export function passageContext(title: string | null, headingPath: readonly string[]): string {
  const parts = title && headingPath[0] !== title ? [title, ...headingPath] : headingPath;
  return parts.join(' > ').slice(0, CONTEXT_CHARACTERS);
}

/**
 * All that vectors of a passage are made of, whatever the model, as 16 bytes: equal hashes under one model, equal vectors.
 * @param preparation  the way texts were cut and prepared.
 */
export function passageHash(
  title: string | null,
  { kind, headingPath, text }: PassageContent,
  preparation = TEXT_PREPARATION,
): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([preparation, kind, passageContext(title, headingPath), text]))
    .digest()
    .subarray(0, 16);
}

/** Sentences of a passage get vectors of their own in prose; lines of code do not. */
export function hasSentenceVectors({ kind }: Pick<PassageContent, 'kind'>): boolean {
  return kind !== 'code';
}
