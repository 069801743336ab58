import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const PROGRAM = pathOf('./semblance.ts');
const SERVED = pathOf('./fixtures/served-library.ts');
const MODEL = pathOf('../app/embedding/fixtures/tiny-deelm');

let root: string;
let library: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-private-'));
  library = join(root, 'library');
  mkdirSync(join(root, 'notes'));
  writeFileSync(join(root, 'notes', 'a.md'), 'The ferry was late again.\n\nNobody said why.\n');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs the command where everything that is made is open to everybody unless it is made otherwise. */
function run(...args: string[]): void {
  const command = [process.execPath, PROGRAM, ...args, '--library', library, '--model', MODEL];
  const { status, stderr } = spawnSync('sh', ['-c', 'umask 000; exec "$@"', 'sh', ...command], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
}

/** What others than the user may do with a folder or anything in it: path and permissions of each such thing. */
function openToOthers(folder: string): string[] {
  const paths = [
    folder,
    ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
  ];
  return paths.flatMap((path) => {
    const info = lstatSync(path);
    const mode = info.mode & 0o777;
    return (mode & 0o077) === 0 || info.isSymbolicLink()
      ? []
      : [`${relative(root, path)} ${mode.toString(8)}`];
  });
}

describe.skipIf(process.platform === 'win32')(
  'the files of a library (Windows keeps them by their folder)',
  () => {
    it('are private to the user, whatever is made when, under any umask', async () => {
      run('index', join(root, 'notes'));
      run('compare', 'The ferry was late.', 'The boat was late.');
      expect(openToOthers(library)).toEqual([]);
      const served = spawn(
        'sh',
        ['-c', 'umask 000; exec "$@"', 'sh', process.execPath, SERVED, library, MODEL],
        {
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      );
      await once(served.stdout, 'data');
      const names = readdirSync(library);
      expect(names).toEqual(
        expect.arrayContaining([
          'library.sqlite',
          'library.sqlite-wal',
          'library.sqlite-shm',
          'library.lock',
        ]),
      );
      expect(openToOthers(library)).toEqual([]);
      served.kill('SIGTERM');
      await once(served, 'exit');
    });

    it('are private also in a folder that is shared for other things', () => {
      mkdirSync(library);
      writeFileSync(join(library, 'shared.txt'), 'for everybody');
      for (const path of [library, join(library, 'shared.txt')]) chmodSync(path, 0o777);
      run('index', join(root, 'notes'));
      expect(openToOthers(library)).toEqual(['library 777', 'library/shared.txt 777']);
    });

    it('are made private when they are not, links left alone', () => {
      run('index', join(root, 'notes'));
      const elsewhere = join(root, 'elsewhere');
      writeFileSync(elsewhere, 'not of the library');
      chmodSync(elsewhere, 0o644);
      mkdirSync(join(library, 'vectors'), { recursive: true });
      symlinkSync(elsewhere, join(library, 'vectors', 'link'));
      for (const name of ['library.sqlite', 'library.lock', 'vectors', ''])
        chmodSync(join(library, name), 0o755);
      run('index', join(root, 'notes'));
      expect(openToOthers(library)).toEqual([]);
      expect(lstatSync(elsewhere).mode & 0o777).toBe(0o644);
    });
  },
);
