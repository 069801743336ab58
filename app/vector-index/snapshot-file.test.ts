import { mkdtempDisposableSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSnapshot, type SnapshotPart, type SnapshotState, writeSnapshot } from './snapshot-file.ts';
import { VectorSet } from './vector-set.ts';

const IDENTITY = { modelId: 'model', dimensions: 20, units: ['sentence', 'passage'] };
/** More than one segment of the file, in blocks that end within segments. */
const SENTENCES = 9_000;
const BLOCK_BYTES = 150_000;

describe('a snapshot', () => {
  let folder: ReturnType<typeof mkdtempDisposableSync>;
  let path: string;
  beforeEach(() => {
    folder = mkdtempDisposableSync(join(tmpdir(), 'semblance-snapshot-'));
    path = join(folder.path, 'vectors', 'all.vectors');
  });
  afterEach(() => folder.remove());

  it('gives back every vector of every unit, bit by bit', async () => {
    const sets = { sentence: filledSet(SENTENCES, 1), passage: filledSet(3, 2) };
    expect(await write(sets)).toBe(true);
    const read = { sentence: new VectorSet(20), passage: new VectorSet(20) };
    const state = await readSnapshot(path, IDENTITY, (unit, rows) => read[unit as 'sentence'].add(rows));
    expect(state).toMatchObject({ state: 'good', units: [{ count: SENTENCES }, { count: 3 }] });
    for (const unit of ['sentence', 'passage'] as const) {
      const ids = [...sets[unit].ids()];
      expect([...read[unit].ids()].sort()).toEqual(ids.sort());
      expect(ids.every((id) => isSame(sets[unit].row(id), read[unit].row(id)))).toBe(true);
    }
  });

  it('holds no vectors where there are none', async () => {
    await write({ sentence: new VectorSet(20), passage: new VectorSet(20) });
    expect(await state()).toMatchObject({ state: 'good' });
  });

  it('is absent before it was written', async () => {
    expect(await state()).toEqual({ state: 'absent' });
  });

  it('is given up when a change comes while it is written, and leaves the earlier one', async () => {
    await write({ sentence: filledSet(4, 1), passage: filledSet(3, 2) });
    const before = readFileSync(path);
    expect(await write({ sentence: filledSet(SENTENCES, 3), passage: filledSet(3, 4) }, 1)).toBe(false);
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(join(folder.path, 'vectors'))).toEqual(['all.vectors']);
  });

  it('is of no use for another model, width or unit', async () => {
    await write({ sentence: filledSet(4, 1), passage: filledSet(3, 2) });
    const others = [{ modelId: 'other' }, { dimensions: 21 }, { units: ['sentence'] }];
    for (const other of others) {
      expect(await readSnapshot(path, { ...IDENTITY, ...other }, () => {})).toMatchObject({ state: 'bad' });
    }
  });

  it.each([
    ['cut off', () => truncateSync(path, 1_200)],
    ['emptied', () => truncateSync(path, 0)],
    ['of another kind', () => writeFileSync(path, 'something else')],
    ['changed in one bit', () => flip(1_030)],
    ['changed in its last byte', () => flip(readFileSync(path).length - 1)],
  ])('is found out when it is %s', async (_, damage) => {
    await write({ sentence: filledSet(40, 1), passage: filledSet(3, 2) });
    damage();
    expect(await state()).toMatchObject({ state: 'bad' });
  });

  function state(): Promise<SnapshotState> {
    return readSnapshot(path, IDENTITY, () => {});
  }

  /** @param looks  the vectors change after so many pieces. */
  function write(sets: Record<'sentence' | 'passage', VectorSet>, looks = Number.POSITIVE_INFINITY) {
    let looked = 0;
    const parts = Object.entries(sets).map(
      ([unit, set]): SnapshotPart => ({
        unit,
        count: set.size,
        lastId: Math.max(0, ...set.ids()),
        rows: set.rows.bind(set),
      }),
    );
    return writeSnapshot(path, IDENTITY, parts, () => ++looked <= looks);
  }

  function flip(at: number): void {
    const bytes = readFileSync(path);
    bytes[at]! ^= 4;
    writeFileSync(path, bytes);
  }
});

/** Vectors with holes in their ids, some of them moved by removals. */
function filledSet(count: number, seed: number): VectorSet {
  const set = new VectorSet(20, BLOCK_BYTES);
  const all = count + 2;
  const ids = Array.from({ length: all }, (_, i) => 3 * i + seed);
  const data = Int8Array.from({ length: all * 20 }, (_, i) => (i * 31 + seed * 7) % 127);
  const scales = Float32Array.from(ids, (id) => 1 / id);
  set.add({ ids, data, scales });
  set.remove(ids.slice(0, 2));
  return set;
}

function isSame(a: ReturnType<VectorSet['row']>, b: ReturnType<VectorSet['row']>): boolean {
  return a.scale === b.scale && a.data.every((value, i) => value === b.data[i]);
}
