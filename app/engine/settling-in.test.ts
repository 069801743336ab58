import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import { childProcessSpawner } from '../host/child-process-port.ts';
import { openEngine } from './open-engine.ts';

it('finds what changed while it was closed, and then has a parser and an encoder at hand', async () => {
  using folders = new DisposableStack();
  const [libraryDir, notes] = ['library', 'notes'].map((name) =>
    folders.adopt(mkdtempSync(join(tmpdir(), `semblance-${name}-`)), (dir) =>
      rmSync(dir, { recursive: true }),
    ),
  ) as [string, string];
  const started: string[] = [];
  const real = childProcessSpawner(silentLogger);
  const spawn: SpawnProcess = (entry) => {
    started.push(entry);
    return real(entry);
  };
  const options = { libraryDir, model: 'default', access: 'write', spawn, logger: silentLogger } as const;
  writeFileSync(join(notes, 'a.md'), 'The oak fell in the storm.\n');
  {
    await using engine = await openEngine({ ...options, resident: false });
    await engine.index([notes], new AbortController().signal);
  }
  started.length = 0;
  await using engine = await openEngine({ ...options, resident: true });
  const search = (query: string) => engine.search({ query, mode: 'words', limit: 1 });
  expect((await search('oak')).hits).toHaveLength(1);
  expect(started).toEqual([]);
  await vi.waitFor(() => expect(started.toSorted()).toEqual(['encoder', 'parser']), { timeout: 60_000 });
  writeFileSync(join(notes, 'a.md'), 'The willow fell in the storm.\n');
  await vi.waitFor(async () => expect((await search('willow')).hits).toHaveLength(1), {
    timeout: 60_000,
    interval: 50,
  });
  expect(started).toHaveLength(2);
}, 120_000);
