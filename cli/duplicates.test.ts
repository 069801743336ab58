import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));
const MODEL = fileURLToPath(new URL('../app/embedding/fixtures/tiny-deelm', import.meta.url));
const NOWHERE = join(tmpdir(), 'semblance-no-such-library');
const OAK =
  'The old oak behind the mill **fell** in the storm last night and blocked the road to the village.';
const SOUP =
  'Simmer the lentil soup with two bay leaves for an hour, then season it and serve it with bread.';

let root: string;
let library: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-duplicates-'));
  library = join(root, 'library');
  put('notes/a.md', `# Storm\n\n${OAK}\n\n${SOUP}\n`);
  put('notes/b.md', `${SOUP}\n`);
  put('archive/c.md', `${OAK.replaceAll('*', '')}\n`);
  start('index', join(root, 'notes'), join(root, 'archive'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function put(name: string, content: string): void {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), content);
}

function start(...args: string[]) {
  const common = args.includes('--library') ? [] : ['--library', library];
  return spawnSync(process.execPath, [PROGRAM, ...args, ...common, '--model', MODEL], { encoding: 'utf8' });
}

function groups(...args: string[]) {
  const { status, stdout } = start('duplicates', '--json', ...args);
  expect(status).toBe(0);
  const parsed = JSON.parse(stdout);
  expect(Object.keys(parsed)).toEqual(['groups']);
  return parsed.groups as { members: { document: string; text: string; start: number; end: number }[] }[];
}
const documents = (found: ReturnType<typeof groups>) =>
  found.map(({ members }) => members.map(({ document }) => document.slice(root.length + 1)).sort());

describe('semblance duplicates', () => {
  it('prints groups of places in documents, each with how it relates to the first, and nothing else', () => {
    const found = groups();
    expect(documents(found).sort()).toEqual([
      ['archive/c.md', 'notes/a.md'],
      ['notes/a.md', 'notes/b.md'],
    ]);
    for (const group of found) {
      expect(Object.keys(group)).toEqual(['kind', 'similarity', 'members']);
      for (const [at, member] of group.members.entries()) {
        const relation = at === 0 ? [] : ['kind', 'similarity'];
        expect(Object.keys(member)).toEqual(['document', 'text', 'start', 'end', ...relation]);
        expect(readFileSync(member.document, 'utf8').slice(member.start, member.end)).toBe(member.text);
      }
    }
  });

  it('looks at one folder, or between two', () => {
    expect(documents(groups('--scope', join(root, 'notes')))).toEqual([['notes/a.md', 'notes/b.md']]);
    expect(documents(groups('--scope', join(root, 'notes'), join(root, 'archive')))).toEqual([
      ['archive/c.md', 'notes/a.md'],
    ]);
  });

  it.each([
    ['a threshold that is no number', ['--threshold', 'high'], 'duplicates.bad-threshold'],
    ['a threshold above one', ['--threshold', '90'], 'duplicates.bad-threshold'],
    ['a scope that is no folder of the library', ['--scope', '/nowhere'], 'duplicates.bad-scope'],
    ['a library that is not there', ['--library', NOWHERE], 'library.missing'],
  ])('refuses %s', (_, args, code) => {
    const { status, stdout, stderr } = start('duplicates', '--json', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(code);
    expect(existsSync(NOWHERE)).toBe(false);
  });
});
