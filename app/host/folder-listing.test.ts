import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFolder } from './folder-listing.ts';

const options = { isDocument: (name: string) => name.endsWith('.md') };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-folders-'));
  for (const name of ['chapter 10', 'chapter 2', '.git', 'Anhang']) await mkdir(join(folder, name));
  for (const name of ['a.md', 'b.md', '.hidden.md', 'photo.jpg']) await writeFile(join(folder, name), '');
  await symlink(join(folder, 'Anhang'), join(folder, 'linked'));
  await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the folder listing', () => {
  it('shows visible folders in reading order, links to folders among them', async () => {
    const { folders } = await listFolder(folder, options);
    expect(folders.map(({ name }) => name)).toEqual(['Anhang', 'chapter 2', 'chapter 10', 'linked']);
    expect(folders[0]!.path).toBe(join(folder, 'Anhang'));
  });

  it('counts the readable documents directly inside', async () => {
    expect((await listFolder(folder, options)).documents).toBe(2);
  });

  it('starts at home and offers places that exist', async () => {
    const listing = await listFolder(undefined, options);
    expect(listing.path).toBe(homedir());
    expect(listing.places).toContainEqual({ name: 'Home', path: homedir() });
  });

  it('knows the way up, and where it ends', async () => {
    expect((await listFolder(join(folder, 'Anhang'), options)).parent).toBe(folder);
    expect((await listFolder(parse(folder).root, options)).parent).toBeNull();
  });

  it.each([
    ['a relative path', () => 'notes', 'folder.not-absolute'],
    ['a folder that is not there', () => join(folder, 'gone'), 'folder.missing'],
    ['a file', () => join(folder, 'a.md'), 'folder.not-a-folder'],
  ])('refuses %s with a code', async (_, path, code) => {
    await expect(listFolder(path(), options)).rejects.toMatchObject({ code });
  });

  // The super-user may read everything, and Windows has no such mode.
  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'tells when a folder may not be read',
    async () => {
      const locked = join(folder, 'Anhang');
      await chmod(locked, 0o000);
      await expect(listFolder(locked, options)).rejects.toMatchObject({ code: 'folder.forbidden' });
      await chmod(locked, 0o755);
    },
  );
});
