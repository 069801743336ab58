import type { DuplicateMember } from '../../../app/contracts/duplicates.ts';
import type { HitPlace } from '../../state/result-list.ts';

/** A passage as the preview takes it: a place in a document, marked as a whole. */
export function memberAsHit(member: DuplicateMember): HitPlace {
  const {
    passageId,
    documentId,
    document,
    title,
    modifiedAt,
    heading,
    page,
    text,
    start,
    end,
    readable,
    isCode,
  } = member;
  const passage = {
    ...{ passageId, heading, score: 0, cosine: null, percentile: null, matched: 'meaning' as const, isCode },
    ...(page === undefined ? {} : { page }),
    sentence: { text, start, end },
    passage: { text, start, end },
    readable: { text: readable, sentence: { start: 0, end: readable.length }, words: [] },
  };
  return { passage, document: { ...passage, documentId, document, title, modifiedAt, more: [] } };
}
