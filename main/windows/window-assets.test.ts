import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AssetManifest, loadAssets } from '../../app/host/asset-manifest.ts';
import { answerFrom } from './window-assets.ts';

let root: string;
let assets: AssetManifest;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'semblance-assets-'));
  mkdirSync(join(root, 'renderer/assets'), { recursive: true });
  writeFileSync(join(root, 'secret.html'), 'secret');
  writeFileSync(join(root, 'renderer/.env'), 'secret');
  writeFileSync(join(root, 'renderer/index.html'), '<!doctype html>');
  writeFileSync(join(root, 'renderer/assets/index-B1_x.js'), 'export {};');
  assets = await loadAssets(join(root, 'renderer'));
});
afterAll(() => rmSync(root, { recursive: true }));

const ask = (url: string, method = 'GET') => answerFrom(assets, { url, method });

describe('the files behind app:', () => {
  it('are those of the renderer', async () => {
    const page = ask('app://semblance/index.html#/library');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toBe('<!doctype html>');
    expect(await ask('app://semblance/assets/index-B1_x.js?v=1').text()).toBe('export {};');
  });

  it('let a page run and load nothing but themselves', () => {
    for (const address of ['app://semblance/index.html', 'app://semblance/nowhere']) {
      const policy = ask(address).headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).not.toMatch(/unsafe|connect-src|https?:|\*/);
    }
  });

  it.each([
    'app://semblance/../secret.html',
    'app://semblance/%2e%2e/secret.html',
    'app://semblance/assets/..%2f..%2fsecret.html',
    'app://semblance/assets/..%5c..%5csecret.html',
    'app://semblance//etc/passwd',
    'app://semblance/.env',
    'app://semblance/C:/windows/win.ini',
    'app://elsewhere/index.html',
    'https://semblance/index.html',
  ])('are not %s', (address) => {
    expect(ask(address).status).toBe(404);
  });

  it('are only read', () => {
    expect(ask('app://semblance/index.html', 'POST').status).toBe(404);
  });
});
