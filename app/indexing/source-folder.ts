import { realpath, stat, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { isWithin } from '../base/is-within.ts';

/** Of Linux's statfs(2): procfs, sysfs, debugfs, tracefs, securityfs, devpts, cgroup, cgroup2, bpf. */
const SYSTEM_FILES: ReadonlySet<number> = new Set([
  0x9fa0, 0x62656572, 0x64626720, 0x74726163, 0x73636673, 0x1cd1, 0x27e0eb, 0x63677270, 0xcafe4a11,
]);
const OTHER_FOLDER = 'Choose a folder with your own documents.';

/** The folder's device number. @throws DomainError `source.missing` | `source.not-a-folder` */
export async function folderDevice(path: string): Promise<number> {
  const info = await stat(path).catch(() => null);
  if (info?.isDirectory()) return info.dev;
  throw info
    ? new DomainError('source.not-a-folder', {
        message: `${path} is not a folder.`,
        nextStep: 'Add the folder that holds the file.',
      })
    : new DomainError('source.missing', {
        message: `The folder ${path} does not exist or cannot be read.`,
        nextStep: 'Check the path and its permissions.',
      });
}

/**
 * The device number of a folder that may become a source. The library's own folder holds no documents of a person, nor
 * do files that the system makes up.
 * @throws DomainError `source.missing` | `source.not-a-folder` | `source.is-library` | `source.is-system`
 */
export async function sourceDevice(path: string, libraryDir: string): Promise<number> {
  const device = await folderDevice(path);
  if (await liesInLibrary(path, libraryDir)) {
    throw new DomainError('source.is-library', {
      message: `${path} is where Semblance keeps this library; it holds no documents of yours.`,
      nextStep: OTHER_FOLDER,
    });
  }
  if (process.platform === 'linux' && SYSTEM_FILES.has((await statfs(path)).type)) {
    throw new DomainError('source.is-system', {
      message: `The files of ${path} are made up by the system; they are no documents.`,
      nextStep: OTHER_FOLDER,
    });
  }
  return device;
}

/** By real paths: a folder has more than one spelling. The library need not be there yet. */
async function liesInLibrary(path: string, libraryDir: string): Promise<boolean> {
  return isWithin(await realpath(path), await realpath(libraryDir).catch(() => resolve(libraryDir)));
}
