import { linkSync, mkdirSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SearchRequest } from '../../contracts/search.ts';
import type { Engine } from '../engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

const temporary = new TemporaryNotes();
let engine: Engine;
beforeAll(async () => {
  engine = await temporary.open();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const index = (...folders: string[]) => engine.index(folders, never);
const find = async (word: string) =>
  (await engine.search(SearchRequest.parse({ query: word, mode: 'words', limit: 50 }))).hits
    .map((hit) => hit.document)
    .sort();
const folder = (name: string) => {
  mkdirSync(join(temporary.notes, name), { recursive: true });
  return join(temporary.notes, name);
};

describe('one file at several places', () => {
  it('is a document at each path that leads to it by a hard link, encoded once', async () => {
    const path = temporary.put('links/one.md', 'The heron waits by the ferry.');
    await index(folder('links'));
    linkSync(path, join(folder('links'), 'two.md'));
    linkSync(path, join(folder('elsewhere'), 'three.md'));
    expect(await index(folder('links'), folder('elsewhere'))).toMatchObject({ tokensPerSecond: 0 });
    const names = ['elsewhere/three.md', 'links/one.md', 'links/two.md'];
    expect(await find('heron')).toEqual(names.map((name) => join(temporary.notes, name)));
  });

  it('is one document when the same folder is added by two names, or with the folder around it', async () => {
    const path = temporary.put('outer/inner/note.md', 'The swallow leaves.');
    symlinkSync(join(folder('outer'), 'inner'), join(temporary.notes, 'alias'));
    await index(join(folder('outer'), 'inner'));
    await index(join(temporary.notes, 'alias'));
    expect(await find('swallow')).toEqual([path]);
    expect(await index(folder('outer'))).toMatchObject({ tokensPerSecond: 0 });
    expect(await find('swallow')).toEqual([path]);
  });
});

describe('names that differ in little', () => {
  const [composed, decomposed] = ['Größe.md'.normalize('NFC'), 'Größe.md'.normalize('NFD')];
  const keepsBoth = (() => {
    writeFileSync(join(folder('trial'), 'one.md'), '1');
    writeFileSync(join(folder('trial'), 'ONE.md'), 'two');
    return statSync(join(folder('trial'), 'one.md')).size === 1;
  })();

  it('by capitals alone: a renamed file keeps its vectors', async () => {
    const path = temporary.put('names/note.md', 'The bittern booms.');
    await index(folder('names'));
    const renamed = join(folder('names'), 'NOTE.md');
    renameSync(path, renamed);
    expect(await index(folder('names'))).toMatchObject({ tokensPerSecond: 0 });
    expect(await find('bittern')).toEqual([renamed]);
  });

  it.runIf(process.platform === 'linux')(
    'as composed and decomposed: both are read, and a renamed one keeps its vectors',
    async () => {
      temporary.put(`forms/${composed}`, 'The godwit wades.');
      temporary.put(`forms/${decomposed}`, 'The dunlin feeds.');
      await index(folder('forms'));
      expect(await find('godwit')).toEqual([join(folder('forms'), composed)]);
      expect(await find('dunlin')).toEqual([join(folder('forms'), decomposed)]);
      renameSync(join(folder('forms'), composed), join(folder('forms'), decomposed));
      expect(await index(folder('forms'))).toMatchObject({ tokensPerSecond: 0 });
      expect(await find('godwit')).toEqual([join(folder('forms'), decomposed)]);
      expect(await find('dunlin')).toEqual([]);
    },
  );

  it.runIf(keepsBoth)('by capitals: both are read where the system keeps both', async () => {
    const paths = ['a/x.md', 'a/X.md', 'A/x.md'].map((name) =>
      temporary.put(`both/${name}`, `A ruff in ${name}.`),
    );
    await index(folder('both'));
    expect(await find('ruff')).toEqual(paths.sort());
  });
});

describe('times that say little', () => {
  it.each([
    ['in the future', new Date('2400-01-01')],
    ['before 1970', new Date('1960-01-01')],
    ['at the beginning', new Date(0)],
  ])('a file of a time %s is read once, and again when it changes', async (when, time) => {
    const path = temporary.put('times/note.md', `The smew of ${when} dives.`);
    utimesSync(path, time, time);
    await index(folder('times'));
    expect(await index(folder('times'))).toMatchObject({ skipped: [] });
    expect(await find('smew')).toEqual([path]);
    writeFileSync(path, `The knot of ${when} sleeps.`);
    utimesSync(path, time, time);
    await index(folder('times'));
    expect(await find('smew')).toEqual([]);
    expect(await find('knot')).toEqual([path]);
  });

  it('another content of the same length and time is read', async () => {
    const path = temporary.put('times/same.md', 'The crake calls.');
    const time = new Date('2020-02-02');
    utimesSync(path, time, time);
    await index(folder('times'));
    writeFileSync(path, 'The snipe hides.');
    utimesSync(path, time, time);
    await index(folder('times'));
    expect(await find('crake')).toEqual([]);
    expect(await find('snipe')).toEqual([path]);
  });
});
