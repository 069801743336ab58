import { expect, it } from 'vitest';
import { differences, type LibraryContents } from './contents.ts';

const LEVELS = [127, -80, 5, 40];
const SCALE = 1 / Math.hypot(...LEVELS);

function contents(levels: readonly number[], scale: number): LibraryContents {
  const vector = { id: 1, owner: 'p0s0', scale, data: Buffer.from(Int8Array.from(levels).buffer) };
  return new Map([['a.md', { digest: 'same', vectors: [vector] }]]);
}
const expected = contents(LEVELS, SCALE);
const OTHER = ['a.md has other vectors of p0s0'];

it('two libraries hold the same vectors where they differ by rounding alone', () => {
  const levels = [126, -80, 5, 40];
  expect(differences(contents(levels, 1 / Math.hypot(...levels)), expected)).toEqual([]);
  expect(differences(contents([0, 0, 0, 0], 0), contents([0, 0, 0, 0], 0))).toEqual([]);
});

it.each([
  ['another direction', [127, 80, 5, 40], SCALE],
  ['the wrong width', [127, -80, 5], SCALE],
  ['the same bytes of another length', LEVELS, SCALE * 1.01],
  ['the same bytes turned round', LEVELS, -SCALE],
  ['no length', LEVELS, 0],
  ['nothing where something is expected', [0, 0, 0, 0], 0],
])('they do not where one has %s', (_, levels, scale) => {
  expect(differences(contents(levels, scale), expected)).toEqual(OTHER);
});
