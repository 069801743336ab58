import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentsOf, type LibraryContents } from './contents.ts';
import { EngineHost } from './engine-host.ts';

/** What a library holds and answers. */
export interface Observed {
  readonly contents: LibraryContents;
  readonly answers: readonly string[];
}

/** What a library that was made just now of a folder holds and answers. */
export async function freshLibrary(folder: string, model: string): Promise<Observed> {
  const root = mkdtempSync(join(tmpdir(), 'semblance-fresh-'));
  try {
    const libraryDir = join(root, 'library');
    await using host = new EngineHost({ libraryDir, model, access: 'write', resident: false });
    await host.call('index', [folder]);
    return { contents: contentsOf(libraryDir), answers: await host.call('answers') };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
