import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IgnorePreview, IgnoreRules } from '../contracts/ignoring.ts';
import { DocumentsRequest } from '../contracts/library.ts';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes } from './temporary-engine.ts';

let temporary: TemporaryNotes;
let engine: Engine;
beforeEach(async () => {
  temporary = new TemporaryNotes();
  for (const name of ['keep.md', 'draft.md', 'sub/draft.md', 'archive/old.md'])
    temporary.put(name, `This is ${name}.`);
  engine = await temporary.open();
  await engine.index([temporary.notes], never);
});
afterEach(async () => {
  await engine[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const names = () =>
  engine
    .documents(DocumentsRequest.parse({}))
    .documents.map(({ path }) => path.slice(temporary.notes.length + 1))
    .sort();

describe('what is left out of every source', () => {
  it('is nothing at first, besides what is always left out', () => {
    const rules = IgnoreRules.parse(engine.ignoring.rules());
    expect(rules).toMatchObject({ rules: '', ruleFiles: ['.gitignore', '.semblanceignore'] });
    expect(rules.builtIn).toContain('node_modules');
    expect(rules.largestFileBytes).toBe(32 * 2 ** 20);
  });

  it('is counted before it is left out, with examples', async () => {
    const preview = IgnorePreview.parse(await engine.ignoring.preview('draft.md\n/archive/\n'));
    expect(preview).toMatchObject({ documents: 4, leftOut: 3 });
    expect(preview.examples).toContain(`${temporary.notes}/archive/old.md`);
    expect(await engine.ignoring.preview('')).toEqual({ documents: 4, leftOut: 0, examples: [] });
    expect(names()).toHaveLength(4);
  });

  it('goes, and comes back when the rule is taken back', async () => {
    await engine.ignoring.change('draft.md');
    await expect.poll(names, { timeout: 15_000 }).toEqual(['archive/old.md', 'keep.md']);
    await engine.ignoring.change('');
    await expect.poll(names, { timeout: 15_000 }).toHaveLength(4);
  });

  it('is kept with the library', async () => {
    await engine.ignoring.change('archive/');
    await engine[Symbol.asyncDispose]();
    engine = await temporary.open();
    expect(engine.ignoring.rules().rules).toBe('archive/');
  });

  it('is changed by the process that may change the library alone', async () => {
    await using reader = await temporary.open({ access: 'read' });
    await expect(reader.ignoring.change('draft.md')).rejects.toMatchObject({ code: 'library.locked' });
  });
});
