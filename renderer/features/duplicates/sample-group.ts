import type { DuplicateGroup, DuplicateMember } from '../../../app/contracts/duplicates.ts';

/** A passage for tests. */
export function member(facts: Partial<DuplicateMember> = {}): DuplicateMember {
  const text = facts.text ?? facts.readable ?? 'The old oak fell.';
  return {
    passageId: 1,
    documentId: 1,
    document: '/notes/storm.md',
    title: 'Storm',
    modifiedAt: Date.UTC(2026, 2, 3),
    heading: ['Storm', 'Night'],
    text,
    start: 10,
    end: 10 + text.length,
    readable: text,
    isCode: false,
    relation: null,
    ...facts,
  };
}

/** A group of two for tests: the reference and a copy with small edits. */
export function group(facts: Partial<DuplicateGroup> = {}): DuplicateGroup {
  const copy = member({
    passageId: 2,
    documentId: 2,
    document: '/notes/week.md',
    title: null,
    heading: [],
    readable: 'The old oak fell!',
    relation: { kind: 'near-identical', similarity: 0.9375, cosine: 0.98 },
  });
  return { kind: 'near-identical', similarity: 0.9375, members: [member(), copy], ...facts };
}
