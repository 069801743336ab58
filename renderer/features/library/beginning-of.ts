import type { ListedDocument } from '../../../app/contracts/library.ts';
import type { HitPlace } from '../../state/result-list.ts';

const NOWHERE = { text: '', start: 0, end: 0 };

/** A document as the preview takes it, at its beginning and with nothing marked. */
export function beginningOf({ path, title, modifiedAt }: ListedDocument, documentId: number): HitPlace {
  const passage = {
    ...{ passageId: 0, score: 0, cosine: null, percentile: null, heading: [], matched: 'words' as const },
    ...{ sentence: NOWHERE, passage: NOWHERE },
    readable: { text: '', sentence: { start: 0, end: 0 }, words: [] },
    isCode: false,
  };
  return { document: { ...passage, documentId, document: path, title, modifiedAt, more: [] }, passage };
}
