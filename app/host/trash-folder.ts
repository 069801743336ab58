// The bin of Linux desktops: the Trash specification of freedesktop.org, version 1.0.
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, parse, relative } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** Of a file name, on every common file system of Linux. */
const MOST_BYTES = 255;
const NOTE_ENDING = '.trashinfo';

interface TrashFolder {
  readonly dir: string;
  /** The path that its notes are relative to; null where they hold whole paths. */
  readonly top: string | null;
}

/**
 * Moves a file into the trash folder of its own drive: the one in the home folder, or else `.Trash-$uid` at the top of
 * the drive, so that nothing is ever copied. A note beside it tells the desktop where it came from.
 * @param path  absolute
 * @returns what moves the file back to its place and takes the note away.
 * @throws Error  of the system; the file is where it was then.
 */
export async function moveToTrashFolder(
  path: string,
  environment = process.env,
): Promise<() => Promise<void>> {
  const { dir, top } = await trashFolderFor(path, environment);
  const name = nameInTrash(path);
  const note = join(dir, 'info', `${name}${NOTE_ENDING}`);
  await writeFile(note, noteOf(top === null ? path : relative(top, path), new Date()), {
    flag: 'wx',
    mode: 0o600,
  });
  const binned = join(dir, 'files', name);
  try {
    await rename(path, binned);
  } catch (error) {
    await unlink(note);
    throw error;
  }
  return async () => {
    await rename(binned, path);
    await unlink(note);
  };
}

async function trashFolderFor(path: string, environment: NodeJS.ProcessEnv): Promise<TrashFolder> {
  const home = join(
    environment.XDG_DATA_HOME || join(environment.HOME || homedir(), '.local', 'share'),
    'Trash',
  );
  const { dev } = await stat(dirname(path));
  await makeTrash(home);
  if ((await stat(home)).dev === dev) return { dir: home, top: null };
  const top = await topOfDrive(dirname(path), dev);
  const dir = join(top, `.Trash-${process.getuid?.() ?? 0}`);
  await makeTrash(dir);
  return { dir, top };
}

async function makeTrash(dir: string): Promise<void> {
  const parts = [join(dir, 'files'), join(dir, 'info')];
  await refuseLink(dir);
  for (const part of parts) await mkdir(part, { recursive: true, mode: 0o700 });
  for (const folder of [dir, ...parts]) await refuseLink(folder);
}

/** A folder that is a link could lead the files anywhere. */
async function refuseLink(folder: string): Promise<void> {
  const found = await lstat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found?.isSymbolicLink()) throw new Error(`${folder} is a link.`);
}

/** A name that no other file in the trash has; its stem is cut where the name of the note would be too long. */
function nameInTrash(path: string): string {
  const { name, ext } = parse(path);
  const ending = `.${randomUUID()}${ext}`;
  const room = MOST_BYTES - Buffer.byteLength(ending + NOTE_ENDING);
  // The decoder holds a character back that is not whole.
  return new StringDecoder('utf8').write(Buffer.from(name).subarray(0, room)) + ending;
}

/** The uppermost folder on the same drive. */
async function topOfDrive(folder: string, dev: number): Promise<string> {
  const parent = dirname(folder);
  if (parent === folder || (await stat(parent)).dev !== dev) return folder;
  return topOfDrive(parent, dev);
}

/** @param path  whole, or relative to the top of the drive. */
function noteOf(path: string, deletedAt: Date): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const local = new Date(deletedAt.getTime() - deletedAt.getTimezoneOffset() * 60_000);
  return `[Trash Info]\nPath=${encoded}\nDeletionDate=${local.toISOString().slice(0, 19)}\n`;
}
