import { describe, expect, it } from 'vitest';
import { CompareChoices, Comparison } from '../contracts/compare.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

const TEXTS = { a: 'The ferry was late again.', b: 'Once more the boat came after its time.' };

describe('comparing in a library', () => {
  it('places the similarity among the random pairs of the library', async () => {
    using temporary = new TemporaryNotes();
    temporary.put(
      'boats.md',
      Array.from({ length: 80 }, (_, i) => `Boat ${i} left pier ${i % 7}.`).join('\n\n'),
    );
    await using engine = await temporary.open();
    await engine.index([temporary.notes], never);
    const comparison = await engine.compare(TEXTS);
    expect(Comparison.parse(comparison)).toEqual(comparison);
    const { percentile, settings, cosine } = comparison;
    expect(settings.own).toBe(true);
    expect(percentile).toBeGreaterThanOrEqual(0);
    expect((await engine.compare({ ...TEXTS, b: TEXTS.a })).percentile).toBe(100);

    const { dimensions } = CompareChoices.parse(await engine.compareChoices());
    const cut = await engine.compare({ ...TEXTS, dimensions: dimensions[0] });
    expect(cut.cosine).not.toBe(cosine);
    expect(cut.percentile).toBeNull();
  });

  it('has no percentile in an empty library', async () => {
    using temporary = new TemporaryNotes();
    await using engine = await temporary.open();
    expect((await engine.compare(TEXTS)).percentile).toBeNull();
    await expect(engine.compare({ a: '', b: 'text' })).rejects.toMatchObject({ code: 'compare.empty' });
  });
});
