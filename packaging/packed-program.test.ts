import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { extractAll } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { NATIVE_PACKAGES } from './native-packages.ts';
import { packFiles } from './pack-files.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const NOTES = {
  'kitchen.md': '# Bread\n\nLet the dough rest overnight in the cold, then bake it in a hot iron pot.\n',
  'copy.md': '# Baking\n\nLet the dough rest overnight in the cold, then bake it in a hot, iron pot.\n',
  'sea.md': '# Harbour\n\nThe ferry leaves at seven, and the last one back sails shortly before midnight.\n',
};

/**
 * The app as it is installed on Linux, outside the repository, with Node in place of Electron, and the archive as a
 * folder, since Node reads no archives.
 */
describe.runIf(process.platform === 'linux')('the packed program', () => {
  let folder: string;
  let resources: string;
  let command: string;
  let filesAtFirst: readonly (string | Buffer)[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'semblance-installed-'));
    const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
    resources = await packFiles(ROOT, { platform: 'linux', arch }, folder);
    const archive = join(resources, 'app.asar');
    extractAll(archive, join(folder, 'archive'));
    rmSync(archive);
    renameSync(join(folder, 'archive'), archive);
    symlinkSync(process.execPath, join(resources, '../semblance-desktop'));
    command = join(resources, 'bin/semblance');
    filesAtFirst = installedFiles();
    mkdirSync(join(folder, 'notes'));
    for (const [name, text] of Object.entries(NOTES)) writeFileSync(join(folder, 'notes', name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function semblance(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(command, [...args, '--json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`semblance ${args[0]} ended with ${status}: ${stderr}`);
    return JSON.parse(stdout);
  }

  const installedFiles = () => readdirSync(join(resources, '..'), { recursive: true }).sort();

  it.each(NATIVE_PACKAGES)('loads %s', (name) => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', `await import('${name}')`],
      { cwd: join(resources, 'app.asar'), encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('indexes a folder, searches it, and finds its duplicates', () => {
    const library = ['--library', 'library'];
    expect(semblance('index', 'notes', ...library)).toMatchObject({ documents: 3, skipped: [] });
    const { hits } = semblance('search', 'making a loaf', '--mode', 'meaning', ...library);
    expect(hits.map(({ document }: { document: string }) => document)[2]).toBe(join(folder, 'notes/sea.md'));
    const { groups } = semblance('duplicates', ...library);
    expect(groups).toHaveLength(1);
    expect(groups[0].members).toHaveLength(2);
  });

  it('compares two texts', () => {
    const { cosine, contributions } = semblance(
      'compare',
      'The ferry leaves at seven.',
      'The boat departs at seven.',
    );
    expect(cosine).toBeGreaterThan(0.3);
    expect(contributions.a.length).toBeGreaterThan(3);
  });

  it('serves the window', async () => {
    const server = spawn(command, ['serve', '--library', 'served'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(async () => {
      server.kill();
      await once(server, 'exit');
    });
    const [address] = await once(createInterface({ input: server.stdout }), 'line');
    const answer = await fetch(address);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<title>Semblance');
  });

  it('has written nothing into its installation by then', () => {
    expect(installedFiles()).toEqual(filesAtFirst);
  });
});
