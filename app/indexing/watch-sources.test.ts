import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SourceWatcher } from './watch-sources.ts';

let folder: string;
let told: string[][];
let watcher: SourceWatcher;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'semblance-watch-'));
  told = [];
  watcher = new SourceWatcher(
    (paths) => told.push(paths),
    (error) => expect.fail(String(error)),
  );
  watcher.add(folder);
  await vi.waitFor(() => expect(told).toEqual([[folder]]), 10_000);
});
afterEach(async () => {
  await watcher[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const note = (name: string) => {
  writeFileSync(join(folder, name), 'text');
  return join(folder, name);
};

describe('a watched folder', () => {
  it('is told of once its watches are set, then each document that changes in it', async () => {
    const [path] = [note('a.md'), note('a.exe')];
    await vi.waitFor(() => expect(told.slice(1)).toEqual([[path]]), 10_000);
  });

  it('is told of no more when the watcher is disposed, whatever is under way or asked for still', async () => {
    note('a.md');
    const disposed = watcher[Symbol.asyncDispose]();
    watcher.renew(folder);
    await disposed;
    note('b.md');
    await rest(400);
    expect(told).toEqual([[folder]]);
  });
});
