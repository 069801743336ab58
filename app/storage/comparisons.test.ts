import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForReading } from './connection.ts';
import type { PassageId } from './ids.ts';
import { type ComparedRow, ComparisonReader, type PairRow } from './read/comparisons.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from './temporary-library.ts';

const OAK = 'The old oak fell in the storm.';
const TAX = 'The tax return is due in April.';

let library: TemporaryLibrary;
let db: Database;
let reader: ComparisonReader;
beforeEach(async () => {
  library = await temporaryLibrary();
  db = openForReading(library.dir);
  reader = new ComparisonReader(db, library.model);
  await store([OAK, TAX]);
});
afterEach(() => {
  db.close();
  library[Symbol.dispose]();
});

const store = (paragraphs: string[], kept: string[] = []) =>
  library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', paragraphs, kept), library.model);
const pending = () => reader.pending(0, 10);
const ids = () => pending().map(({ id }) => id) as [PassageId, PassageId];
const compared = (passageId: PassageId): ComparedRow => ({
  ...{ passageId, textHash: 2 ** 52 + 1, words: 7, density: 0.25 },
  fingerprints: Uint32Array.of(1, 2 ** 32 - 1),
});
const pair = (first: PassageId, second: PassageId): PairRow => ({
  ...{ first, second, sameText: false, identity: 0.5, containment: 0.75, negations: -1 },
  ...{ numbers: 2, terms: 0.25, cosine: null },
});

describe('what near-duplicates are found from', () => {
  it('is read as it was stored', async () => {
    const [oak, tax] = ids();
    const rows = [compared(oak), compared(tax)];
    await library.writer.storeComparison(
      { compared: rows, densities: [], pairs: [pair(oak, tax)] },
      library.model,
    );
    expect(reader.compared(0, 10)).toEqual(rows);
    expect(reader.pairs(null, 10)).toEqual([pair(oak, tax)]);
    expect(reader.pairs(pair(oak, tax), 10)).toEqual([]);
  });

  it('waits for the passages that were not compared', async () => {
    const [oak, tax] = ids();
    await library.writer.storeComparison(
      { compared: [compared(oak)], densities: [], pairs: [] },
      library.model,
    );
    expect(pending()).toMatchObject([{ id: tax, text: TAX }]);
    expect(reader.pendingCount()).toBe(1);
  });

  it('is of the passages that are there, whatever happened meanwhile', async () => {
    const [oak, tax] = ids();
    await store([OAK], [OAK]);
    await library.writer.storeComparison(
      {
        ...{ compared: [compared(oak), compared(tax)], pairs: [pair(oak, tax)] },
        densities: [{ passageId: tax, density: 1 }],
      },
      library.model,
    );
    expect(reader.compared(0, 10).map(({ passageId }) => passageId)).toEqual([oak]);
    expect(reader.pairs(null, 10)).toEqual([]);
  });

  it('gives the sentences of passages with their lengths', () => {
    const [oak, tax] = ids();
    expect(reader.sentenceVectors(oak - 1, oak)).toMatchObject([{ passageId: oak, length: OAK.length }]);
    expect(reader.sentenceVectors(0, tax)).toHaveLength(2);
  });
});

describe('a pair that is kept apart', () => {
  it('is remembered by the texts, through every change of the file', async () => {
    const [oak, tax] = ids();
    await library.writer.ignorePair(tax, oak);
    const remembered = reader.ignoredPairs();
    expect(remembered).toHaveLength(1);
    await store([TAX]);
    await store([OAK, TAX], [TAX]);
    expect(reader.ignoredPairs()).toEqual(remembered);
    const [again] = ids();
    expect(again).not.toBe(oak);
  });

  it('is the same two texts under another model, title and heading', async () => {
    const [oak, tax] = ids();
    await library.writer.ignorePair(oak, tax);
    const other = await library.writer.model('other', 'other fingerprint', 8);
    const file = documentOf(library.source, '/notes/b.md', [OAK.replaceAll(' ', '\n'), TAX]);
    const moved = file.passages.map((passage, i) => ({
      ...{ ...passage, hash: Buffer.alloc(16, i + 1) },
      draft: { ...passage.draft, headingPath: ['Elsewhere'] },
    }));
    await library.writer.replaceDocument({ ...file, title: 'Other', passages: moved }, other);
    const [first, second] = new ComparisonReader(db, other).pending(0, 10).map(({ id }) => id) as [
      PassageId,
      PassageId,
    ];
    await library.writer.ignorePair(first, second);
    expect(reader.ignoredPairs()).toHaveLength(1);
    await library.writer.restorePair(second, first);
    expect(reader.ignoredPairs()).toEqual([]);
  });

  it('is two passages that are there', async () => {
    const [oak, tax] = ids();
    await store([OAK], [OAK]);
    await expect(library.writer.ignorePair(oak, tax)).rejects.toMatchObject({
      code: 'duplicates.unknown-passage',
    });
    expect(reader.ignoredPairs()).toEqual([]);
  });

  it('is named in either order', async () => {
    const [oak, tax] = ids();
    await library.writer.ignorePair(tax, oak);
    await library.writer.ignorePair(oak, tax);
    expect(reader.ignoredPairs()).toHaveLength(1);
    await library.writer.restorePair(oak, tax);
    expect(reader.ignoredPairs()).toEqual([]);
  });
});
