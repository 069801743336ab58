import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChangedPaths } from './changed-paths.ts';
import { scanFolder } from './scan-folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-scan-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content = 'text'): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

async function scanned(changed?: string[], ignore?: string): Promise<string[]> {
  const signal = new AbortController().signal;
  const paths = changed && new ChangedPaths(changed.map((path) => join(root, path)));
  const files = await Array.fromAsync(scanFolder(root, signal, { changed: paths, ignore }));
  return files.map(({ path }) => relative(root, path)).sort();
}

describe('scanning a folder', () => {
  it('finds readable documents at any depth and no others', async () => {
    for (const path of ['a.md', 'deep/er/b.txt', 'page.html', 'photo.jpg', 'program.exe']) put(path);
    expect(await scanned()).toEqual(['a.md', 'deep/er/b.txt', 'page.html']);
  });

  it('leaves hidden files and folders out', async () => {
    for (const path of ['.hidden.md', '.git/notes.md', 'node_modules/x/readme.md', 'seen.md']) put(path);
    expect(await scanned()).toEqual(['seen.md']);
  });

  it('follows .gitignore and .semblanceignore of every level', async () => {
    for (const path of ['draft.md', 'keep.md', 'sub/draft.md', 'sub/secret/a.md', 'other/secret/a.md'])
      put(path);
    put('.gitignore', 'draft.md\n');
    put('sub/.semblanceignore', 'secret/\n');
    expect(await scanned()).toEqual(['keep.md', 'other/secret/a.md']);
  });

  it('follows rules that hold from the top down, whatever lies in the folder', async () => {
    for (const path of ['draft.md', 'keep.md', 'sub/draft.md', 'sub/old/a.md', 'old/b.md']) put(path);
    put('.gitignore', '!draft.md\n');
    expect(await scanned(undefined, '# mine\r\ndraft.md\r\n/old/\r\n')).toEqual(['keep.md', 'sub/old/a.md']);
    expect(await scanned(['old/b.md', 'keep.md'], 'old')).toEqual(['keep.md']);
    expect(await scanned(undefined, '  \n# nothing said\n')).toHaveLength(5);
  });

  it('leaves libraries of Semblance out', async () => {
    for (const path of ['a.md', 'lib/library.sqlite', 'lib/library.lock', 'lib/models/card/README.md'])
      put(path);
    expect(await scanned()).toEqual(['a.md']);
  });

  it('follows no symbolic links, so loops end', async () => {
    put('a.md');
    symlinkSync(root, join(root, 'loop'));
    symlinkSync(join(root, 'a.md'), join(root, 'alias.md'));
    expect(await scanned()).toEqual(['a.md']);
  });

  it('visits only what changed where that is known, under the same rules', async () => {
    for (const path of ['a.md', 'b.md', 'sub/c.md', 'sub/d.md', 'sub/ignored.md']) put(path);
    put('sub/.gitignore', 'ignored.md\n');
    expect(await scanned(['b.md', 'sub/c.md', 'sub/ignored.md', 'gone.md'])).toEqual(['b.md', 'sub/c.md']);
    expect(await scanned(['sub'])).toEqual(['sub/c.md', 'sub/d.md']);
  });
});
