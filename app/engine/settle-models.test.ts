import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureDir, PackageCopy } from '../embedding/fixture-packages.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { type ChosenModel, findChosenModel } from './chosen-model.ts';
import { settleModels } from './settle-models.ts';

let library: TemporaryLibrary;
let deelm: ChosenModel;
let bert: ChosenModel;
beforeEach(async () => {
  library = await temporaryLibrary();
  deelm = await findChosenModel({ model: fixtureDir('tiny-deelm') }, library.dir);
  bert = await findChosenModel({ model: fixtureDir('tiny-bert') }, library.dir);
});
afterEach(() => library[Symbol.dispose]());

const settle = (asked: ChosenModel | null, mayChange = false) =>
  settleModels(library.store, asked, mayChange, library.dir);
const store = async (path: string, { whole, remembered }: ChosenModel) =>
  library.writer.replaceDocument(
    documentOf(library.source, path, [`Words of ${path}.`]),
    await library.writer.model(whole.id, remembered.fingerprint, 8),
  );

describe('an empty library', () => {
  it('takes the default, or what is asked for', async () => {
    expect((await settle(null)).active.whole.id).toBe('semblance-en-first');
    expect(await settle(bert)).toEqual({ active: bert, wish: null });
  });
});

describe('a library with a model of its own', () => {
  beforeEach(async () => {
    await store('/notes/a.md', deelm);
    await library.writer.activate(deelm.remembered);
  });

  it('is searched with that, whether it is named or not', async () => {
    expect((await settle(null)).active.remembered).toEqual(deelm.remembered);
    expect(await settle(deelm)).toEqual({ active: deelm, wish: null });
  });

  it('is changed to another where that is allowed, and otherwise not searched with it', async () => {
    expect(await settle(bert, true)).toMatchObject({ active: deelm, wish: bert });
    await expect(settle(bert)).rejects.toMatchObject({ code: 'library.other-model' });
  });

  it('is searched with another that all its documents have vectors of', async () => {
    await store('/notes/a.md', bert);
    expect(await settle(bert)).toEqual({ active: bert, wish: null });
  });

  it('is searched with fewer dimensions of it only where those are there', async () => {
    const short = await findChosenModel({ model: fixtureDir('tiny-deelm'), dimensions: 8 }, library.dir);
    await expect(settle(short)).rejects.toMatchObject({ code: 'library.other-model' });
  });
});

describe('a library whose model is gone', () => {
  it('says so, and takes another one that is asked for', async () => {
    await using copy = await PackageCopy.of('tiny-deelm');
    const moved = await findChosenModel({ model: copy.dir }, library.dir);
    await store('/notes/a.md', moved);
    await library.writer.activate(moved.remembered);
    renameSync(copy.dir, join(dirname(copy.dir), 'elsewhere'));
    await expect(settle(null)).rejects.toMatchObject({ code: 'library.model-missing' });
    expect(await settle(bert, true)).toEqual({ active: bert, wish: null });
  });
});

describe('a library that does not remember its model', () => {
  it('has that which most of its documents have vectors of, as far as it can be found', async () => {
    await store('/notes/a.md', deelm);
    await store('/notes/b.md', bert);
    await store('/notes/c.md', bert);
    expect(await settle(bert)).toMatchObject({ active: bert });
    expect((await settle(null)).active.whole.id).toBe('semblance-en-first');
  });
});
