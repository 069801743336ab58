import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rendererFile } from './renderer-file.ts';

const DIR = join('/app', 'renderer');

describe('the files behind app:', () => {
  it('are those of the renderer', () => {
    expect(rendererFile('app://semblance/index.html', DIR)).toBe(join(DIR, 'index.html'));
    expect(rendererFile('app://semblance/assets/index-B1_x.js?v=1#top', DIR)).toBe(
      join(DIR, 'assets', 'index-B1_x.js'),
    );
  });

  it.each([
    'app://semblance/',
    'app://semblance/../secret.txt',
    'app://semblance/%2e%2e/secret.txt',
    'app://semblance/assets/..%2f..%2fsecret.txt',
    'app://semblance/assets/..%5c..%5csecret.txt',
    'app://semblance//etc/passwd',
    'app://semblance/.env',
    'app://semblance/C:/windows/win.ini',
    'app://elsewhere/index.html',
  ])('are not %s', (address) => {
    const file = rendererFile(address, DIR);
    expect(file === null || file.startsWith(join(DIR, 'secret'))).toBe(true);
  });
});
