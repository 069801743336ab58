import { expect, it } from 'vitest';
import { filesPart } from './files.ts';

/** A sample of what `npm run trial -- files` tries. */
it.each([
  ['looking', 3_000],
  ['indexing', 300],
  ['renaming', 3_000],
])('%s: %i files', async (part, count) => {
  const lines = await Array.fromAsync(filesPart(part, count));
  expect(lines.filter((line) => line.startsWith(' '))).toEqual([]);
  expect(lines.length).toBeGreaterThan(1);
});
