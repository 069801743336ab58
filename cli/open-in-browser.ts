import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import open from 'open';
import { hasDisplay } from '../app/host/open-file.ts';

/**
 * Opens an address in the default browser; where there is none, the printed address is what remains. The browser gets a
 * file that leads there, because every user of the machine can read the arguments of its process, and the address
 * carries the token of this launch. Dispose the result to remove that file.
 */
export async function openInBrowser(url: string): Promise<AsyncDisposable> {
  await using resources = new AsyncDisposableStack();
  if (!hasDisplay(process.env)) return resources.move();
  const { file } = resources.use(await writePageTo(url));
  await open(pathToFileURL(file).href).catch(() => {
    process.stderr.write('No browser could be opened; open the address above yourself.\n');
  });
  return resources.move();
}

/** Writes a page that leads to an address, readable for this user alone. Dispose the result to remove it. */
export async function writePageTo(url: string): Promise<{ readonly file: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'semblance-open-'));
  const file = join(folder, 'open.html');
  const page = `<!doctype html>\n<meta charset="utf-8">\n<meta http-equiv="refresh" content="0; url=${url}">\n`;
  await writeFile(file, page, { mode: 0o600 });
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
