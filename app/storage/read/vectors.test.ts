import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelId } from '../ids.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../temporary-library.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => library[Symbol.dispose]());

const store = (path: string, sentences: number) =>
  library.writer.replaceDocument(
    documentOf(
      library.source,
      path,
      Array.from({ length: sentences }, (_, i) => `Sentence ${i} of ${path}.`),
    ),
    library.model,
  );
const sample = (count: number) => library.store.vectors.sample('sentence', library.model, count).ids;

describe('a sample of the vectors', () => {
  it('is spread over the whole library', async () => {
    await store('/notes/a.md', 1_000);
    const ids = sample(100);
    const gaps = ids.slice(1).map((id, i) => id - (ids[i] as number));
    expect(ids.length).toBeGreaterThanOrEqual(50);
    expect(ids.length).toBeLessThanOrEqual(100);
    expect(ids.at(-1)).toBeGreaterThan(1_900);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps));
  });

  it('takes few vectors whole', async () => {
    await store('/notes/a.md', 60);
    const all = library.store.vectors.after('sentence', library.model, 0, 100).ids;
    expect(sample(1_000)).toEqual(all);
  });

  it('finds enough where most ids are no longer in use', async () => {
    await store('/notes/a.md', 30);
    await store('/notes/b.md', 1_500);
    await store('/notes/b.md', 0);
    await store('/notes/c.md', 70);
    expect(sample(100)).toHaveLength(100);
  });

  it('leaves other models out', async () => {
    await store('/notes/a.md', 10);
    const other = (library.model + 1) as ModelId;
    expect(library.store.vectors.sample('sentence', other, 5).ids).toEqual([]);
  });
});
