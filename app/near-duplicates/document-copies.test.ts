import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForReading } from '../storage/connection.ts';
import type { PassageId } from '../storage/ids.ts';
import { ComparisonReader } from '../storage/read/comparisons.ts';
import { DocumentCopyReader } from '../storage/read/document-copies.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { DocumentCopies } from './document-copies.ts';
import { JudgedPairs } from './judged-pairs.ts';

const RENT = 'The rent of the flat by the river is to be paid on the first day of the month.';
const EDITED = 'The rent of the flat by the river is to be paid on the first day of the month!';

let library: TemporaryLibrary;
let db: Database;
beforeEach(async () => {
  library = await temporaryLibrary();
  db = openForReading(library.dir);
});
afterEach(() => {
  db.close();
  library[Symbol.dispose]();
});

/** @param around  what stands around the passage without being read. */
async function put(path: string, passage: string, around = ''): Promise<void> {
  const draft = documentOf(library.source, path, [passage]);
  const text = `${draft.text}${around}`;
  const contentHash = createHash('sha256').update(path).digest('hex');
  await library.writer.replaceDocument({ ...draft, text, contentHash }, library.model);
}

/** Finds the copies after the two passages were compared. */
async function compared(evidence: { numbers?: number; negations?: number; sameText?: boolean } = {}) {
  const reader = new ComparisonReader(db, library.model);
  const [first, second] = reader.pending(0, 2).map(({ id }) => id) as [PassageId, PassageId];
  const row = { textHash: 1, words: 18, density: null, fingerprints: Uint32Array.of(1) };
  const found = { sameText: false, identity: 1, containment: 1, negations: 0, numbers: 0, terms: 1 };
  await library.writer.storeComparison(
    {
      compared: [first, second].map((passageId) => ({ ...row, passageId })),
      densities: [],
      pairs: [{ ...found, first, second, cosine: null, ...evidence }],
    },
    library.model,
  );
  return new DocumentCopies(new DocumentCopyReader(db), new JudgedPairs(reader, 0));
}

const relations = (copies: DocumentCopies) =>
  copies.groups().flatMap((group) => group.copies.map(({ document, ...relation }) => relation));

describe('a copy of a document', () => {
  it.each([
    ['white space alone', RENT, '\n', RENT, '\n\n', { differing: 0, unreadDiffers: false }],
    ['what is not read', RENT, '<!-- 800 -->', RENT, '<!-- 900 -->', { differing: 0, unreadDiffers: true }],
    [
      'an edited passage',
      RENT,
      '<!-- 800 -->',
      EDITED,
      '<!-- 800 -->',
      { differing: 1, unreadDiffers: false },
    ],
    ['both', RENT, '<!-- 800 -->', EDITED, '<!-- 900 -->', { differing: 1, unreadDiffers: true }],
  ])('is told to differ in %s', async (_, passage, around, other, otherAround, relation) => {
    await put('/notes/a.md', passage, around);
    await put('/notes/b.md', other, otherAround);
    const copies = await compared({ sameText: passage === other });
    expect(relations(copies)).toEqual([{ likeness: 'near', ...relation }]);
  });

  it.each([{ numbers: 1 }, { negations: -1 }])('is none with %o between the passages', async (evidence) => {
    await put('/notes/a.md', RENT);
    await put('/notes/b.md', EDITED);
    expect(relations(await compared(evidence))).toEqual([]);
  });

  it('is none once the library has lost it', async () => {
    await put('/notes/a.md', RENT);
    await put('/notes/b.md', EDITED);
    const copies = await compared();
    await library.writer.removeDocuments([library.store.documents.byPath('/notes/b.md')!.id]);
    expect(relations(copies)).toEqual([]);
  });
});
