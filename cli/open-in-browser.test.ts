import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { writePageTo } from './open-in-browser.ts';

const URL = 'http://127.0.0.1:4000/?token=secret';

it.skipIf(process.platform === 'win32')(
  'leads the browser to the address through a file that only the user can read',
  async () => {
    await using page = await writePageTo(URL);
    expect(readFileSync(page.file, 'utf8')).toContain(`url=${URL}"`);
    expect(statSync(page.file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(page.file)).mode & 0o777).toBe(0o700);
  },
);

it('removes that file afterwards', async () => {
  const page = await writePageTo(URL);
  await page[Symbol.asyncDispose]();
  expect(existsSync(dirname(page.file))).toBe(false);
});
