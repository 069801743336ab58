import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePrivate } from './private-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-private-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (name: string) => {
  writeFileSync(join(root, name), '');
  chmodSync(join(root, name), 0o644);
  return join(root, name);
};
const modeOf = (path: string) => statSync(path).mode & 0o777;

// Windows has no such permissions.
describe.skipIf(process.platform === 'win32')('what is made private', () => {
  it('is a folder with all that is in it, but not what its links lead to', () => {
    const other = put('other');
    const folder = join(root, 'folder');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    symlinkSync(other, join(folder, 'link'));
    const inside = put('folder/inside');
    makePrivate(folder);
    expect([folder, inside, other].map(modeOf)).toEqual([0o700, 0o600, 0o644]);
  });

  it('need not be there any more', () => {
    expect(() => makePrivate(join(root, 'gone'))).not.toThrow();
  });
});
