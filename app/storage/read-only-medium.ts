import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (...[command = '', ...args]: string[]) => spawnSync(command, args).status === 0;

/** A file system in memory that nothing can be written to any more, for tests. It takes the superuser. */
export class ReadOnlyMedium implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'semblance-medium-'));
  readonly isMounted = process.getuid?.() === 0 && run('mount', '-t', 'tmpfs', 'tmpfs', this.folder);

  /** @returns where a copy of the folder lies that cannot be written. */
  hold(dir: string): string {
    const copy = join(this.folder, 'library');
    cpSync(dir, copy, { recursive: true });
    chmodSync(copy, 0o700);
    if (!run('mount', '-o', 'remount,ro', this.folder)) throw new Error('The medium can still be written.');
    return copy;
  }

  [Symbol.dispose](): void {
    if (this.isMounted) run('umount', '-l', this.folder);
    rmSync(this.folder, { recursive: true });
  }
}

export function canMakeReadOnly(): boolean {
  using medium = new ReadOnlyMedium();
  return medium.isMounted;
}
