import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWindowStale } from './window-build.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'semblance-build-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Writes a file that was changed at this second, and its folder with it. */
async function put(path: string, second: number): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
  for (const changed of [file, dirname(file)]) await utimes(changed, second, second);
}

describe('the build of the window', () => {
  it('is stale before the first one', async () => {
    await put('renderer/main.tsx', 100);
    expect(await isWindowStale(root)).toBe(true);
  });

  it('is fresh when newer than all of its sources', async () => {
    await put('renderer/features/search.tsx', 100);
    await put('renderer/main.tsx', 100);
    await put('app/contracts/search.ts', 150);
    await put('out/renderer/index.html', 200);
    await put('out/preload/index.cjs', 200);
    expect(await isWindowStale(root)).toBe(false);
  });

  it('is stale when a source or the contract has changed since', async () => {
    await put('renderer/main.tsx', 100);
    await put('out/renderer/index.html', 200);
    await put('out/preload/index.cjs', 200);
    await put('app/contracts/search.ts', 300);
    expect(await isWindowStale(root)).toBe(true);
  });
});
