import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveToBin } from './move-to-bin.ts';
import { moveToTrashFolder } from './trash-folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-bin-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the trash folder of Linux desktops', () => {
  const environment = () => ({ HOME: root });
  const trash = () => join(root, '.local/share/Trash');

  it('takes the file, with a note of where it came from', async () => {
    const path = join(root, 'a note, 50 % done – ü.md');
    writeFileSync(path, 'text');
    await moveToTrashFolder(path, environment());
    expect(existsSync(path)).toBe(false);
    const [name] = readdirSync(join(trash(), 'files'));
    expect(readFileSync(join(trash(), 'files', name!), 'utf8')).toBe('text');
    const note = readFileSync(join(trash(), 'info', `${name}.trashinfo`), 'utf8');
    expect(note).toMatch(/^\[Trash Info\]\nPath=\/.*\nDeletionDate=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\n$/);
    expect(decodeURIComponent(/^Path=(.*)$/m.exec(note)![1]!)).toBe(path);
  });

  it('gives the file back', async () => {
    const path = join(root, 'a.md');
    writeFileSync(path, 'text');
    const putBack = await moveToTrashFolder(path, environment());
    await putBack();
    expect(readFileSync(path, 'utf8')).toBe('text');
    expect(readdirSync(join(trash(), 'info'))).toEqual([]);
  });

  it('takes two files of one name', async () => {
    for (const folder of ['a', 'b']) {
      mkdirSync(join(root, folder));
      writeFileSync(join(root, folder, 'same.md'), folder);
      await moveToTrashFolder(join(root, folder, 'same.md'), environment());
    }
    expect(readdirSync(join(trash(), 'files'))).toHaveLength(2);
  });

  it('cuts a long name between two characters', async () => {
    const path = join(root, `${'ü'.repeat(125)}n.md`);
    writeFileSync(path, 'text');
    await moveToTrashFolder(path, environment());
    const [name] = readdirSync(join(trash(), 'files'));
    expect(name).toMatch(/^ü{102}\.[0-9a-f-]{36}\.md$/);
    expect(existsSync(join(trash(), 'info', `${name}.trashinfo`))).toBe(true);
  });

  it.skipIf(process.platform === 'win32').each(['.', 'files', 'info'])(
    'follows no link in the place of %s, and makes nothing behind it',
    async (part) => {
      const [path, elsewhere] = [join(root, 'a.md'), join(root, 'elsewhere')];
      writeFileSync(path, 'text');
      mkdirSync(elsewhere);
      mkdirSync(dirname(join(trash(), part)), { recursive: true });
      symlinkSync(elsewhere, join(trash(), part));
      await expect(moveToTrashFolder(path, environment())).rejects.toThrow('is a link');
      expect(readdirSync(elsewhere)).toEqual([]);
      expect(existsSync(path)).toBe(true);
    },
  );

  it('leaves no note of a file that it could not take', async () => {
    await expect(moveToTrashFolder(join(root, 'missing.md'), environment())).rejects.toThrow('ENOENT');
    expect(readdirSync(join(trash(), 'info'))).toEqual([]);
  });
});

describe('the bin of other systems', () => {
  const WINDOWS = { SystemRoot: 'C:\\Windows' };
  const NAME = "it's $(here) `now`.md";

  it.each(['darwin', 'win32'] as const)('of %s is asked without the path becoming code', async (platform) => {
    const asked: string[] = [];
    await moveToBin(`/notes/${NAME}`, {
      platform,
      environment: WINDOWS,
      run: async ({ command, args, env }) => {
        asked.push(command);
        expect([...args, ...Object.values(env)]).toContain(`/notes/${NAME}`);
        expect(args.filter((arg) => arg.includes(NAME) && arg !== `/notes/${NAME}`)).toEqual([]);
      },
    });
    expect(asked).toHaveLength(1);
  });

  it('is, on Windows, that of a fixed drive alone, by the PowerShell of the system', async () => {
    let asked = { command: '', script: '' };
    const run = async ({ command, args }: { command: string; args: readonly string[] }) => {
      asked = { command, script: args.at(-1)! };
      throw Object.assign(new Error('Command failed'), { code: 3 });
    };
    await expect(
      moveToBin('E:\\a.md', { platform: 'win32', environment: WINDOWS, run }),
    ).rejects.toMatchObject({ code: 'bin.no-bin' });
    expect(asked.command).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    const [root, drive, deletion] = [
      String.raw`if ($root -notmatch '^[A-Za-z]:\\$') { exit 3 };`,
      "DriveType -ne 'Fixed') { exit 3 };",
      'DeleteFile(',
    ].map((part) => asked.script.indexOf(part)) as [number, number, number];
    expect(root).toBeGreaterThan(0);
    expect(drive).toBeGreaterThan(root);
    expect(deletion).toBeGreaterThan(drive);
  });

  it('tells that the file is where it was', async () => {
    const run = () => Promise.reject(new Error('spawn ENOENT'));
    await expect(moveToBin('/notes/a.md', { platform: 'darwin', run })).rejects.toMatchObject({
      code: 'bin.failed',
      message: 'The system could not put “a.md” into its bin.',
    });
  });
});
