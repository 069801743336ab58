import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOf } from './answers.ts';
import { contentsOf, type LibraryContents } from './contents.ts';
import { never, openLibrary } from './open-library.ts';

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
    await using engine = await openLibrary({ libraryDir, model, access: 'write', resident: false });
    await engine.index([folder], never);
    return { contents: contentsOf(libraryDir), answers: await answersOf(engine) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
