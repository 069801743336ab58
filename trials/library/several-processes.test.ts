import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TINY_MODEL } from '../../app/engine/temporary-engine.ts';
import { answerDifferences } from './answers.ts';
import { EngineHost, type EngineHostOrder } from './engine-host.ts';
import { Notebook } from './notebook.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-shared-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (access: EngineHostOrder['access']) =>
  new EngineHost({ libraryDir: join(root, 'library'), model: TINY_MODEL, access, resident: false });

it('a process reads a library while another one writes it, and finds it sound at every moment', async () => {
  const notebook = new Notebook(join(root, 'notes'), 1, 6);
  await using writer = open('write');
  await writer.call('index', [notebook.folder]);
  await using reader = open('read');
  for (let i = 0; i < 6; i++) notebook.change();
  let isWriting = true;
  const writing = writer.call('index', [notebook.folder]).finally(() => {
    isWriting = false;
  });
  do expect(await reader.call('problems')).toEqual([]);
  while (isWriting);
  await writing;
  const written = await writer.call('answers');
  await expect.poll(async () => answerDifferences(await reader.call('answers'), written)).toEqual([]);
});
