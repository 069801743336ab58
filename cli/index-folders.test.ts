import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineFor } from './engine-access.ts';

const PROGRAM = fileURLToPath(new URL('./semblance.ts', import.meta.url));
const MODEL = fileURLToPath(new URL('../app/embedding/fixtures/tiny-deelm', import.meta.url));

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-index-'));
  mkdirSync(join(root, 'notes'));
  writeFileSync(join(root, 'notes', 'ferry.md'), 'The ferry was late again.\n');
  writeFileSync(join(root, 'notes', 'binary.txt'), Buffer.from([0, 1, 2, 0, 0, 255]));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const index = (...args: string[]) =>
  spawnSync(
    process.execPath,
    [PROGRAM, 'index', ...args, '--library', join(root, 'library'), '--model', MODEL],
    { encoding: 'utf8' },
  );

/** What the library tells about files that it could not read. */
async function failures(): Promise<string[]> {
  await using engine = await engineFor({ library: join(root, 'library'), model: MODEL }, 'read');
  return engine.failed().map(({ path, error }) => `${path} ${error.code}`);
}

describe('semblance index', () => {
  it('refuses to start without a folder', () => {
    const { status, stderr } = index();
    expect(status).toBe(2);
    expect(stderr).toContain('input.no-folder');
  });

  it('reads failed files again when told to, in all folders, and waits for the end', async () => {
    expect(index(join(root, 'notes')).status).toBe(0);
    const binary = join(root, 'notes', 'binary.txt');
    expect(await failures()).toEqual([`${binary} parse.binary`]);

    const { status, stdout } = index('--retry-failed', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      documents: 1,
      skipped: [{ path: binary, code: 'parse.binary' }],
    });
    expect(await failures()).toEqual([`${binary} parse.binary`]);
  });
});
