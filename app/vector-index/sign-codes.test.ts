import { describe, expect, it } from 'vitest';
import { rowAt } from './cells.ts';
import { clusteredVectors, rowsOf } from './clustered-vectors.ts';
import { SignCodes } from './sign-codes.ts';
import { MAX_ALLOCATION_BYTES } from './vector-set.ts';

const WIDTHS = [1, 8, 100, 128, 384, 1000];

function zeros(width: number): Float32Array {
  return new Float32Array(width);
}

/** In how many components one is above the centre and the other is not. */
function differingSides(a: Float32Array, b: ArrayLike<number>, centre: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value > centre[i]! === b[i]! > centre[i]! ? 0 : 1), 0);
}

describe('SignCodes', () => {
  it.each(WIDTHS)('finds the vectors on the sides of the query, at width %i', (width) => {
    const vectors = clusteredVectors({ width });
    const rows = rowsOf(vectors, 5_000);
    const centre = vectors.next().value.map((value) => value / 2);
    const codes = new SignCodes(centre, MAX_ALLOCATION_BYTES);
    for (let position = 0; position < rows.ids.length; position++)
      codes.put(position, rowAt(rows, width, position));
    const query = vectors.next().value;
    const differences = Array.from(rows.ids, (_, position) => {
      const { scale, data } = rowAt(rows, width, position);
      return differingSides(
        query,
        Float64Array.from(data, (level) => scale * level),
        centre,
      );
    });
    const most = differences.toSorted((a, b) => a - b)[99]!;
    expect([...codes.nearest(query, 100)]).toEqual(
      [...differences.keys()].filter((position) => differences[position]! <= most),
    );
  });

  it('forgets the last code, and writes over others', () => {
    const codes = new SignCodes(zeros(2), MAX_ALLOCATION_BYTES);
    codes.put(0, { scale: 1, data: Int8Array.of(1, 1) });
    codes.put(1, { scale: 1, data: Int8Array.of(-1, -1) });
    codes.put(0, { scale: 1, data: Int8Array.of(-1, -1) });
    expect([...codes.nearest(Float32Array.of(-1, -1), 1)]).toEqual([0, 1]);
    codes.dropLast();
    expect([...codes.nearest(Float32Array.of(-1, -1), 1)]).toEqual([0]);
  });

  it('is full when its room is used up, and not before', () => {
    const codes = new SignCodes(zeros(16), 65_536);
    const row = { scale: 1, data: new Int8Array(16).fill(1) };
    while (!codes.isFull) codes.put(codes.size, row);
    expect(codes.bytes).toBe(65_536);
    expect(codes.nearest(zeros(16), 1)).toHaveLength(codes.size);
  });

  it('refuses vectors that are too wide to be counted', () => {
    expect(() => new SignCodes(zeros(4_000), MAX_ALLOCATION_BYTES)).toThrow(RangeError);
  });
});
