import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { silentLogger } from '../../app/base/logger.ts';
import { DocumentsRequest } from '../../app/contracts/library.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { openEngine } from '../../app/engine/open-engine.ts';
import { TINY_MODEL } from '../../app/engine/temporary-engine.ts';
import { contentsOf, differences } from '../library/contents.ts';
import { FreshLibrary } from '../library/fresh-library.ts';
import { never } from '../library/open-library.ts';
import { CountedEncoding } from './counted-encoding.ts';
import { makeNotes } from './file-tree.ts';
import { inWords, watched } from './watched-work.ts';

const LOOK_EVERY_MS = 200;
/** Looking may take at most this share of the time: one part in as many. */
const REST_PER_LOOK = 20;
/** Time in which something must have become of it. */
const PATIENCE_MS = 5 * 60_000;

/** What may become of the names of many files at once. */
const RENAMES: Readonly<Record<string, (root: string) => void>> = {
  'each in its folder'(root) {
    for (const path of filesOf(root)) renameSync(path, path.replace(/(\d+)\.md$/, 'note $1.md'));
  },
  'each into another folder'(root) {
    for (const path of filesOf(root)) {
      const target = path.replace(`${dirname(path)}/`, `${dirname(path)} moved/`);
      mkdirSync(dirname(target), { recursive: true });
      renameSync(path, target);
    }
  },
  'their letters to capitals'(root) {
    for (const path of filesOf(root)) renameSync(path, path.replace(/note (\d+)\.md$/, 'NOTE $1.md'));
  },
  'the folders around them'(root) {
    for (const name of readdirSync(root)) renameSync(join(root, name), join(root, `other ${name}`));
  },
};

/** Renames notes at once, in several ways, in a folder that is watched. @returns findings. */
export async function* renameNotes(folder: string, count: number): AsyncGenerator<string, string[]> {
  const [notes, libraryDir] = [join(folder, 'notes'), join(folder, 'library')];
  makeNotes(notes, count);
  const encoding = new CountedEncoding();
  await using engine = await openEngine({
    ...{ libraryDir, model: TINY_MODEL, access: 'write', resident: true },
    ...{ spawn: encoding.spawn, logger: silentLogger },
  });
  await engine.index([notes], never);
  const findings: string[] = [];
  for (const [how, rename] of Object.entries(RENAMES)) {
    const before = encoding.calls;
    rename(notes);
    const { effort } = await watched(() => untilKnown(engine, notes));
    yield `${count} notes renamed, ${how}: ${inWords(effort)}, ${encoding.calls - before} calls of the encoder`;
    if (encoding.calls > before) findings.push(`texts were encoded again after renaming ${how}`);
  }
  using expected = await FreshLibrary.of(notes, TINY_MODEL);
  return [...findings, ...differences(contentsOf(libraryDir), expected.contents).slice(0, 10)];
}

/** Returns when the library knows the files that are there, and no others. */
async function untilKnown(engine: Engine, root: string): Promise<void> {
  const wanted = filesOf(root);
  let least = Number.POSITIVE_INFINITY;
  for (let end = 0; ; ) {
    const startedAt = performance.now();
    const { documents } = await engine.status();
    const missing = unknown(engine, wanted).size;
    const left = missing + Math.abs(documents - wanted.length);
    if (left === 0) return;
    if (left < least) end = startedAt + PATIENCE_MS;
    least = Math.min(least, left);
    if (startedAt > end)
      throw new Error(
        `The library does not follow its folder: ${documents} documents, and ${missing} of ${wanted.length} files unknown`,
      );
    await pause(LOOK_EVERY_MS + REST_PER_LOOK * (performance.now() - startedAt));
  }
}

/** Those of the paths that the library does not know. */
function unknown(engine: Engine, paths: readonly string[]): Set<string> {
  const { documents } = engine.documents({ ...DocumentsRequest.parse({}), limit: 2 * paths.length });
  return new Set(paths).difference(new Set(documents.map(({ path }) => path)));
}

function filesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
