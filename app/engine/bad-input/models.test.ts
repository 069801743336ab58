import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SearchRequest } from '../../contracts/search.ts';
import { fixtureDir } from '../../embedding/fixture-packages.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';
import { folderState } from './folder-state.ts';

const WEIGHTS = 'onnx/model_int8.onnx';

/** Packages of ours have a card with the hash of every file. */
const CARDED: readonly [what: string, code: string, damage: (dir: string) => void][] = [
  ['that is not there', 'model.missing', (dir) => rmSync(dir, { recursive: true })],
  ['without weights', 'model.missing', (dir) => rmSync(join(dir, WEIGHTS))],
  ['without a tokenizer', 'model.missing', (dir) => rmSync(join(dir, 'tokenizer.json'))],
  ['without its card', 'model.unsupported', (dir) => rmSync(join(dir, 'deelm.json'))],
  ['with a card that is cut off', 'model.corrupt', (dir) => truncateSync(join(dir, 'deelm.json'), 200)],
  ['with a folder for a card', 'model.corrupt', replaceByFolder('deelm.json')],
  ['with a wrong hash in its card', 'model.checksum', changeHash],
  ['with weights that are cut off', 'model.checksum', (dir) => truncateSync(join(dir, WEIGHTS), 1_000)],
  ['with empty weights', 'model.checksum', (dir) => truncateSync(join(dir, WEIGHTS), 0)],
  ['with one bit flipped', 'model.checksum', (dir) => flipBit(join(dir, WEIGHTS))],
  ['with the weights of another model', 'model.checksum', swapWeights],
  ['with a broken tokenizer', 'model.checksum', (dir) => writeFileSync(join(dir, 'tokenizer.json'), '{')],
];

/** Plain exports have no hashes: what is wrong shows when they are loaded. */
const EXPORTED: readonly [what: string, code: string, damage: (dir: string) => void][] = [
  [
    'with weights that are cut off',
    'model.corrupt',
    (dir) => truncateSync(join(dir, 'onnx/model.onnx'), 1_000),
  ],
  ['with empty weights', 'model.corrupt', (dir) => truncateSync(join(dir, 'onnx/model.onnx'), 0)],
  ['with a broken tokenizer', 'model.corrupt', (dir) => writeFileSync(join(dir, 'tokenizer.json'), '{')],
  [
    'with a tokenizer of another kind',
    'model.unsupported',
    (dir) => writeFileSync(join(dir, 'tokenizer.json'), '{}'),
  ],
];

/** A library that was indexed with a sound model. */
const indexed = new TemporaryNotes();
let fresh: TemporaryNotes;
let dir: string;
beforeAll(async () => {
  indexed.put('ferry.md', 'The ferry was late again.');
  await using engine = await indexed.open();
  await engine.index([indexed.notes], never);
});
afterAll(() => indexed[Symbol.dispose]());
beforeEach(() => {
  fresh = new TemporaryNotes();
  fresh.put('ferry.md', 'The ferry was late again.');
  dir = join(fresh.notes, '..', 'model');
});
afterEach(() => fresh[Symbol.dispose]());

async function expectRefusal(temporary: TemporaryNotes, code: string): Promise<void> {
  const before = folderState(temporary.library);
  await expect(temporary.open({ model: dir })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/\w/),
    nextStep: expect.stringMatching(/\w\.$/),
  });
  expect(folderState(temporary.library)).toEqual(before);
}

describe('a model package of ours', () => {
  it.each(CARDED)('%s is refused with %s before a library is made or changed', async (_, code, damage) => {
    cpSync(fixtureDir('tiny-deelm'), dir, { recursive: true });
    damage(dir);
    await expectRefusal(fresh, code);
    await expectRefusal(indexed, code);
  });
});

describe('a plain export', () => {
  it.each(EXPORTED)('%s is refused with %s before a library is made', async (_, code, damage) => {
    cpSync(fixtureDir('tiny-bert'), dir, { recursive: true });
    damage(dir);
    await expectRefusal(fresh, code);
  });
});

describe('a library', () => {
  it('is not told of an export that does not load', async () => {
    cpSync(fixtureDir('tiny-bert'), dir, { recursive: true });
    truncateSync(join(dir, 'onnx/model.onnx'), 1_000);
    await expectRefusal(indexed, 'model.corrupt');
  });
});

describe('a library whose model is broken', () => {
  const search = (mode: SearchRequest['mode']) => SearchRequest.parse({ query: 'ferry', mode });

  it('is searched by words as long as its package can be opened', async () => {
    cpSync(fixtureDir('tiny-deelm'), dir, { recursive: true });
    flipBit(join(dir, WEIGHTS));
    await using engine = await indexed.open({ model: dir, access: 'read' });
    expect((await engine.search(search('words'))).hits).toHaveLength(1);
    await expect(engine.search(search('meaning'))).rejects.toMatchObject({ code: 'model.checksum' });
    expect(await engine.doctor(false)).toContainEqual(
      expect.objectContaining({ check: 'model', status: 'problem', nextStep: expect.any(String) }),
    );
  });

  it('is not searched with a model that it has no vectors of', async () => {
    await expect(indexed.open({ model: fixtureDir('tiny-bert'), access: 'read' })).rejects.toMatchObject({
      code: 'library.other-model',
      nextStep: expect.stringContaining('model use'),
    });
  });

  it('is encoded anew with another model, and loses no document', async () => {
    await using engine = await indexed.open({ model: fixtureDir('tiny-bert') });
    expect(await engine.index([indexed.notes], never)).toMatchObject({ documents: 1, skipped: [] });
    expect((await engine.search(search('meaning'))).hits).toHaveLength(1);
  });
});

function replaceByFolder(name: string): (dir: string) => void {
  return (folder) => {
    rmSync(join(folder, name));
    mkdirSync(join(folder, name));
  };
}

function changeHash(folder: string): void {
  const path = join(folder, 'deelm.json');
  const card = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...card, sha256: { ...card.sha256, [WEIGHTS]: '0'.repeat(64) } }));
}

function swapWeights(folder: string): void {
  cpSync(join(fixtureDir('tiny-bert'), 'onnx/model.onnx'), join(folder, WEIGHTS));
}

function flipBit(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle]! ^= 1;
  writeFileSync(path, bytes);
}
