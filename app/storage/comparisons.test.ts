import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath, openForReading } from './connection.ts';
import type { PassageId } from './ids.ts';
import type { ComparedRow, PairRow } from './read/comparison-rows.ts';
import { ComparisonReader } from './read/comparisons.ts';
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
        densities: [{ ...compared(tax), density: 1 }],
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

describe('figures that were changed on the disk', () => {
  beforeEach(async () => {
    const [oak, tax] = ids();
    const rows = [compared(oak), compared(tax)];
    await library.writer.storeComparison(
      { compared: rows, densities: [], pairs: [pair(oak, tax)] },
      library.model,
    );
    const densities = [{ ...compared(oak), density: 0.5 }];
    await library.writer.storeComparison({ compared: [], densities, pairs: [] }, library.model);
    await library.writer.replaceRandomPairs(library.model, Float64Array.of(0.5, -0.25));
  });
  const damaged = () => library.store.examine(library.model).changedFigures;
  const damage = (sql: string) => {
    const other = new SqliteDatabase(databasePath(library.dir));
    other.exec(sql);
    other.close();
  };
  const throwsDamage = () => expect.objectContaining({ code: 'duplicates.damaged' });

  it('are none in a library that nobody touched', () => {
    expect(damaged()).toBe(0);
    expect(reader.compared(0, 10)[0]).toMatchObject({ density: 0.5 });
    expect(library.store.vectors.randomPairCosines(library.model)).toEqual(Float64Array.of(-0.25, 0.5));
  });

  it.each([
    ['its words', 'UPDATE compared_passage SET words = words + 1 WHERE passage_id = 1'],
    ['its density', 'UPDATE compared_passage SET density = 0.75 WHERE passage_id = 1'],
    ['its fingerprints', `UPDATE compared_passage SET fingerprints = x'01' WHERE passage_id = 1`],
    [
      'whose it is',
      'PRAGMA foreign_keys = OFF; UPDATE compared_passage SET passage_id = passage_id + 7 WHERE passage_id = 2',
    ],
  ])('are told before they are used: of a passage, %s', (_, sql) => {
    damage(sql);
    expect(damaged()).toBe(1);
    expect(() => reader.compared(0, 10)).toThrow(throwsDamage());
  });

  it('are told before they are used: of a pair', () => {
    damage('UPDATE passage_pair SET cosine = 0.9');
    expect(damaged()).toBe(1);
    expect(() => reader.pairs(null, 10)).toThrow(throwsDamage());
  });

  it('are told before they are used: of the sample of random pairs', () => {
    damage('UPDATE random_pair_sample SET cosines = zeroblob(length(cosines))');
    expect(damaged()).toBe(1);
    expect(library.store.vectors.randomPairCosines(library.model)).toBeNull();
  });

  it('are forgotten, and passages wait to be compared again', async () => {
    damage('UPDATE passage_pair SET cosine = 0.9');
    await library.writer.forgetFigures();
    expect(damaged()).toBe(0);
    expect(reader.pendingCount()).toBe(2);
    expect(reader.pairs(null, 10)).toEqual([]);
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
