import { access, constants } from 'node:fs/promises';
import { folderIdentity, isSameFolder } from '../indexing/source-folder.ts';
import type { FolderIdentity } from '../storage/read/documents.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Notices when a folder goes away, may not be read any more, comes back, or has another one in its place: watches end
 * with what they watch, without a word.
 */
export class SourceGuard implements Disposable {
  readonly #folders: () => readonly string[];
  readonly #onChange: (folder: string, isThere: boolean) => void;
  /** How each folder was when it was looked at last; null for one that was not there. */
  readonly #seen = new Map<string, FolderIdentity | null>();
  /** A network drive may let one wait for minutes. */
  readonly #underLook = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #isDisposed = false;

  /** @param folders  asked for at each look. */
  constructor(folders: () => readonly string[], onChange: (folder: string, isThere: boolean) => void) {
    this.#folders = folders;
    this.#onChange = onChange;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
    this.#look();
  }

  #look(): void {
    const folders = this.#folders();
    for (const known of this.#seen.keys()) if (!folders.includes(known)) this.#seen.delete(known);
    for (const folder of folders) {
      if (this.#underLook.has(folder)) continue;
      this.#underLook.add(folder);
      void this.#lookAt(folder).finally(() => this.#underLook.delete(folder));
    }
  }

  async #lookAt(folder: string): Promise<void> {
    const before = this.#seen.get(folder);
    const now = await readableIdentity(folder);
    if (this.#isDisposed) return;
    this.#seen.set(folder, now);
    if (before === undefined) return;
    const isSame = before && now ? isSameFolder(before, now) : before === now;
    if (!isSame) this.#onChange(folder, now !== null);
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    clearInterval(this.#timer);
  }
}

async function readableIdentity(folder: string): Promise<FolderIdentity | null> {
  try {
    await access(folder, constants.R_OK | constants.X_OK);
    return await folderIdentity(folder);
  } catch {
    return null;
  }
}
