import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const CONFIG = new URL('../electron-builder.yml', import.meta.url);
const SCHEME = createRequire(import.meta.url).resolve('app-builder-lib/scheme.json');

const fuses = (): Record<string, boolean> => parse(readFileSync(CONFIG, 'utf8')).electronFuses;

describe('the Electron that is shipped', () => {
  it('runs the app of its own archive alone, and that archive unchanged', () => {
    expect(fuses()).toMatchObject({ onlyLoadAppFromAsar: true, enableEmbeddedAsarIntegrityValidation: true });
  });

  it('takes no debugger and no options of Node from outside', () => {
    expect(fuses()).toMatchObject({
      enableNodeCliInspectArguments: false,
      enableNodeOptionsEnvironmentVariable: false,
    });
  });

  it('gives pages of the file system nothing, since the window is none', () => {
    expect(fuses()).toMatchObject({ grantFileProtocolExtraPrivileges: false });
  });

  it('names fuses that electron-builder knows, and leaves none to chance', () => {
    const { properties } = JSON.parse(readFileSync(SCHEME, 'utf8')).definitions.FuseOptionsV1;
    const known = Object.keys(properties).filter((name) => name !== 'resetAdHocDarwinSignature');
    expect(Object.keys(fuses()).sort()).toEqual(known.sort());
  });
});
