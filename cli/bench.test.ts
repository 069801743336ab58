import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capturedRun } from './captured-run.ts';

const MODEL = fileURLToPath(new URL('../app/embedding/fixtures/tiny-deelm', import.meta.url));

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'semblance-bench-'));
  mkdirSync(join(root, 'notes'));
  writeFileSync(
    join(root, 'notes', 'ferry.md'),
    '# Ferry\n\nThe ferry was late again.\n\nNobody was told why.\n',
  );
  await capturedRun(['index', join(root, 'notes'), ...library('library')]);
});
afterAll(() => rmSync(root, { recursive: true }));

const library = (name: string) => ['--library', join(root, name), '--model', MODEL];

describe('bench', () => {
  it('measures every kind of search and the encoder, with texts of the library', async () => {
    const { status, stdout } = await capturedRun([
      'bench',
      '--queries',
      '2',
      '--json',
      ...library('library'),
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      device: 'cpu',
      documents: 1,
      encode: { texts: 2, tokensPerSecond: expect.any(Number) },
      search: { hybrid: { queries: 2 }, meaning: { queries: 2 }, words: { queries: 2 } },
    });
  });

  it('has nothing to measure where there is no text', async () => {
    mkdirSync(join(root, 'empty'));
    await capturedRun(['index', join(root, 'empty'), ...library('empty-library')]);
    const { status, stderr } = await capturedRun(['bench', ...library('empty-library')]);
    expect(status).toBe(2);
    expect(stderr).toContain('library.no-text');
  });
});
