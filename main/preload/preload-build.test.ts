import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { createBuilder } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHELL_CHANNELS } from '../../app/contracts/shell-messages.ts';

const CONFIG = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));

let outDir: string;
let script: string;
beforeAll(async () => {
  outDir = mkdtempSync(join(tmpdir(), 'semblance-preload-'));
  const preload = { build: { outDir, emptyOutDir: true } };
  const builder = await createBuilder({ configFile: CONFIG, logLevel: 'silent', environments: { preload } });
  await builder.build(builder.environments.preload!);
  script = readFileSync(join(outDir, 'index.cjs'), 'utf8');
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

describe('the preload script as it is built', () => {
  it('is one file, a script and no module, as the sandbox wants it', () => {
    expect(readdirSync(outDir)).toEqual(['index.cjs']);
    expect(() => compileFunction(script, ['require', 'module', 'exports'])).not.toThrow();
  });

  it('requires nothing but Electron', () => {
    const required = [...script.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name);
    expect(required).toEqual(['electron']);
    for (const name of builtinModules) expect(script).not.toContain(`node:${name}`);
  });

  it('speaks on every channel of the contract', () => {
    for (const channel of Object.values(SHELL_CHANNELS)) expect(script).toContain(channel);
  });
});
