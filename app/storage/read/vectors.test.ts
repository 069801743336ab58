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
const sample = (count: number, model = library.model) => {
  const steps = library.store.vectors.sampleSentences(model, count);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
};

describe('a sample of the sentences', () => {
  it('is the same for the same texts, whatever their history', async () => {
    for (const name of ['a', 'b', 'c']) await store(`/notes/${name}.md`, 100);
    const { scales, data } = sample(50);
    expect(scales).toHaveLength(50);
    await store('/notes/a.md', 0);
    await store('/notes/other.md', 30);
    await store('/notes/a.md', 100);
    await store('/notes/other.md', 0);
    expect(sample(50)).toMatchObject({ scales, data });
  });

  it('takes few sentences whole', async () => {
    await store('/notes/a.md', 60);
    const all = library.store.vectors.after('sentence', library.model, 0, 100).ids;
    expect(sample(1_000).ids.toSorted((a, b) => a - b)).toEqual(all);
  });

  it('counts copies once', async () => {
    const draft = documentOf(library.source, '/notes/a.md', ['A heron.', 'An egret.', 'A heron.']);
    await library.writer.replaceDocument(draft, library.model);
    expect(sample(10).ids).toHaveLength(2);
  });

  it('takes a second sentence of a passage only after one of each', async () => {
    const draft = documentOf(library.source, '/notes/a.md', ['One. Two.', 'Three. Four.']);
    const passages = draft.passages.map((passage) => {
      const [sentence] = passage.draft.sentences;
      const vectors = passage.vectors!;
      return {
        ...passage,
        draft: { ...passage.draft, sentences: [sentence!, sentence!] },
        vectors: { ...vectors, sentences: [...vectors.sentences, ...vectors.sentences] },
      };
    });
    await library.writer.replaceDocument({ ...draft, passages }, library.model);
    const passageOf = new Map(
      library.store.vectors
        .owners('sentence', sample(4).ids)
        .map(({ vectorId, passageId }) => [vectorId as number, passageId]),
    );
    const [first, second, third, fourth] = sample(4).ids.map((id) => passageOf.get(id));
    expect(first).not.toBe(second);
    expect([third, fourth]).toEqual([first, second]);
    expect(new Set(sample(4).ids).size).toBe(4);
  });

  it('does without sentences that go while it yields', async () => {
    for (const name of ['a', 'b']) await store(`/notes/${name}.md`, 30);
    const steps = library.store.vectors.sampleSentences(library.model, 60);
    for (let step = steps.next(), yields = 0; ; step = steps.next(), yields++) {
      if (step.done) {
        expect(step.value.ids).toHaveLength(30);
        expect(step.value.data).toHaveLength(30 * 8);
        break;
      }
      const { id } = library.store.documents.byPath('/notes/a.md') ?? {};
      if (yields === 1) await library.writer.removeDocuments([id!]);
    }
  });

  it('leaves other models out', async () => {
    await store('/notes/a.md', 10);
    expect(sample(5, (library.model + 1) as ModelId).ids).toEqual([]);
  });
});
