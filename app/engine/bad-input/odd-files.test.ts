import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IndexReport } from '../../contracts/library.ts';
import { SearchRequest } from '../../contracts/search.ts';
import type { Engine } from '../engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

const MEGABYTE = 2 ** 20;

/** Read as well as can be, with a word that is in no other file. */
const READABLE: readonly [what: string, name: string, content: string | Buffer, word: string][] = [
  ['a note beside all that', 'plain.md', '# Ferry\n\nThe ferry was late again.\n', 'ferry'],
  ['UTF-8 with stray bytes', 'stray.md', stray('Der Wachtelkönig ruft nachts. '.repeat(20)), 'wachtelkönig'],
  ['UTF-16 with a byte order mark', 'utf16.txt', utf16('Der Mauersegler schläft im Flug.'), 'mauersegler'],
  ['Latin-1', 'latin1.txt', Buffer.from('Der Grünspecht lacht im Garten.', 'latin1'), 'grünspecht'],
  ['one line of 500 kB', 'line.txt', `${'word '.repeat(100_000)}kittiwake`, 'kittiwake'],
  ['one word of 500 kB', 'word.md', `${'x'.repeat(500_000)} razorbill`, 'razorbill'],
  ['quotes 10,000 deep', 'quotes.md', `${'> '.repeat(10_000)}bittern\n`, 'bittern'],
  ['a list 10,000 deep on one line', 'list.md', `${'- '.repeat(10_000)}godwit\n`, 'godwit'],
  ['a list of 1,000 levels', 'levels.md', levels(1_000, 'whimbrel'), 'whimbrel'],
  ['10,000 open brackets', 'brackets.md', `${'['.repeat(10_000)}avocet`, 'avocet'],
  ['a name with a line feed', 'line\nfeed.md', 'A dunlin feeds on the mud.', 'dunlin'],
  ['a name with quotes', `it's "quoted".md`, 'A ruff displays at its lek.', 'lek'],
  ['a name with an emoji', 'bird 🐦.md', 'A siskin hangs on the alder.', 'siskin'],
  ['a decomposed name (NFD)', 'Größe.md'.normalize('NFD'), 'A smew dives below the ice.', 'smew'],
  ['a name with a U+FFFD of its own', 'odd\uFFFD.md', 'A wryneck turns its head.', 'wryneck'],
  ['a file below 500 folders', join(...Array<string>(500).fill('d'), 'deep.md'), 'A knot sleeps.', 'knot'],
  ['a folder with the name of a file', join('folder.md', 'inside.md'), 'A crake calls.', 'crake'],
  ['a file under a rule of 100,000 characters', join('ruled', 'seen.md'), 'A shrike waits.', 'shrike'],
];

type LeftOut = [what: string, name: string, code: string];

/** Other systems refuse to make such names. */
const NAMES_ARE_BYTES = process.platform === 'linux';
const NOT_UTF8: readonly LeftOut[] = [
  ['a file whose name is not UTF-8', 'name\uFFFD.md', 'source.bad-name'],
  ['a folder whose name is not UTF-8', 'folder\uFFFD', 'source.bad-name'],
];

/** Left out, with a code. */
const LEFT_OUT: readonly LeftOut[] = [
  ['50 MB on a single line', 'huge.txt', 'parse.too-large'],
  ['NUL bytes', 'nul.md', 'parse.binary'],
  ['UTF-16 without a byte order mark', 'unmarked.txt', 'parse.binary'],
  ['bytes of no known encoding', 'cyrillic.txt', 'parse.encoding'],
  ['HTML 100,000 elements deep', 'deep.html', 'parse.too-deep'],
  ['a link that leads nowhere', 'broken.md', 'source.link'],
  ['a link that leads to itself', 'circle.md', 'source.link'],
  ['a link to a folder elsewhere', 'elsewhere', 'source.link'],
  ['a pipe', 'pipe.md', 'source.not-a-file'],
  ['a socket', 'socket.md', 'source.not-a-file'],
  ...(NAMES_ARE_BYTES ? NOT_UTF8 : []),
];

const temporary = new TemporaryNotes();
let engine: Engine;
let report: IndexReport;
beforeAll(async () => {
  for (const [, name, content] of READABLE) temporary.put(name, content);
  temporary.put(join('ruled', '.gitignore'), `${'a'.repeat(100_000)}\n[\n`);
  temporary.put('huge.txt', Buffer.alloc(50 * MEGABYTE, 'word '));
  temporary.put('nul.md', 'A heron\0 stands.');
  temporary.put('unmarked.txt', Buffer.from('A heron stands.', 'utf16le'));
  temporary.put('cyrillic.txt', Buffer.from('\xcf\xf0\xe8\xe2\xe5\xf2', 'latin1'));
  temporary.put('deep.html', `${'<div>'.repeat(100_000)}inside`);
  link('nowhere', 'broken.md');
  link('circle.md', 'circle.md');
  link('.', 'loop');
  link('plain.md', 'alias.md');
  const elsewhere = join(temporary.notes, '..', 'elsewhere');
  mkdirSync(elsewhere);
  link(elsewhere, 'elsewhere');
  spawnSync('mkfifo', [join(temporary.notes, 'pipe.md')]);
  await listen(join(temporary.notes, 'socket.md'));
  if (NAMES_ARE_BYTES) {
    writeFileSync(bytePath('name\xff.md'), 'A heron stands.');
    mkdirSync(bytePath('folder\xff'));
  }

  engine = await temporary.open();
  report = await engine.index([temporary.notes], never);
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

describe('a folder full of odd files', () => {
  it('is indexed to its end, and finds nothing broken after that', async () => {
    expect(report.documents).toBe(READABLE.length);
    expect(await engine.status()).toMatchObject({ progress: null });
    expect((await engine.doctor(false)).filter(({ status }) => status === 'problem')).toEqual([]);
  });

  it.each(READABLE)('finds what is in %s', async (_, name, __, word) => {
    const { hits } = await engine.search(SearchRequest.parse({ query: `"${word}"`, mode: 'words' }));
    expect(hits.map(({ document }) => document)).toEqual([join(temporary.notes, name)]);
  });

  it.each(LEFT_OUT)('says that it left out %s', (_, name, code) => {
    const path = join(temporary.notes, name);
    expect(report.skipped.filter((skipped) => skipped.path === path)).toEqual([
      { path, code, message: expect.stringMatching(/\w/), nextStep: expect.stringMatching(/\w\.$/) },
    ]);
  });

  it('says nothing of links to what is indexed anyway', () => {
    expect(report.skipped).toHaveLength(LEFT_OUT.length);
  });

  it('is told the same when it is indexed again, and nothing is read twice', async () => {
    const again = await engine.index([temporary.notes], never);
    expect(again.documents).toBe(READABLE.length);
    const codes = ({ skipped }: IndexReport) => skipped.map(({ path, code }) => `${path} ${code}`).sort();
    expect(codes(again)).toEqual(codes(report));
    expect(again.tokensPerSecond).toBe(0);
  });
});

describe('an empty folder', () => {
  it('is told as such', async () => {
    const empty = join(temporary.notes, '..', 'empty');
    mkdirSync(empty);
    const { skipped } = await engine.index([empty], never);
    expect(skipped).toMatchObject([{ path: empty, code: 'source.empty' }]);
  });
});

describe('a path longer than the system takes', () => {
  it('is left out with the folders inside it, and the rest is read', async () => {
    const root = join(temporary.notes, '..', 'long');
    mkdirSync(root);
    writeFileSync(join(root, 'near.md'), 'A nuthatch is near.');
    const name = 'n'.repeat(200);
    const dig = `for (let i = 0; i < 30; i++) { fs.mkdirSync('${name}'); process.chdir('${name}'); }
      fs.writeFileSync('far.md', 'A treecreeper is far.');`;
    expect(spawnSync(process.execPath, ['-e', dig], { cwd: root }).status).toBe(0);
    const { skipped, documents } = await engine.index([root], never);
    expect(documents).toBe(READABLE.length + 1);
    expect(skipped).toMatchObject([
      { code: 'source.path-unreadable', message: expect.stringContaining('ENAMETOOLONG') },
    ]);
    spawnSync('rm', ['-r', name], { cwd: root });
  });
});

function stray(text: string): Buffer {
  return Buffer.concat([Buffer.from(text), Buffer.from([0xff]), Buffer.from(text)]);
}

function utf16(text: string): Buffer {
  return Buffer.from(`\uFEFF${text}`, 'utf16le');
}

function levels(depth: number, last: string): string {
  const items = Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}- level ${level}`);
  return [...items, `${'  '.repeat(depth)}- ${last}`].join('\n');
}

function link(target: string, name: string): void {
  symlinkSync(target, join(temporary.notes, name));
}

/** A path with bytes that are no UTF-8. */
function bytePath(name: string): Buffer {
  return Buffer.concat([Buffer.from(`${temporary.notes}/`), Buffer.from(name, 'latin1')]);
}

/** The socket file lives as long as its server, and that as long as this process. */
function listen(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    createServer().once('error', reject).listen(path, resolve).unref();
  });
}
