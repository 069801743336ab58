import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DomainError } from '../base/domain-error.ts';

export interface Asset {
  readonly contentType: string;
  readonly body: Buffer;
}

/** Every file that can be served, by the exact path of its address. */
export type AssetManifest = ReadonlyMap<string, Asset>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built renderer into memory. An address is looked up whole and never turned into a file path, so there is
 * no path to traverse; links and files of other types are not taken in.
 * @throws DomainError `renderer.missing`
 */
export async function loadAssets(rendererDir: string): Promise<AssetManifest> {
  const assets = new Map<string, Asset>();
  for (const entry of await readBuild(rendererDir)) {
    const contentType = CONTENT_TYPES[extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    assets.set(addressOf(file, rendererDir), { contentType, body: await readFile(file) });
  }
  const index = assets.get('/index.html');
  if (!index) throw missingRenderer(rendererDir);
  return assets.set('/', index);
}

async function readBuild(rendererDir: string) {
  try {
    return await readdir(rendererDir, { withFileTypes: true, recursive: true });
  } catch (error) {
    throw missingRenderer(rendererDir, error);
  }
}

function addressOf(file: string, rendererDir: string): string {
  return file.slice(join(rendererDir, '/').length - 1).replaceAll('\\', '/');
}

function missingRenderer(rendererDir: string, cause?: unknown): DomainError {
  return new DomainError('renderer.missing', {
    message: `The window is not built: ${rendererDir} has no index.html.`,
    nextStep: 'Run "npm run build" in the folder of Semblance, then start it again.',
    cause,
  });
}
