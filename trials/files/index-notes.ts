import { join } from 'node:path';
import type { Engine } from '../../app/engine/engine.ts';
import { TINY_MODEL } from '../../app/engine/temporary-engine.ts';
import { never, openLibrary } from '../library/open-library.ts';
import { makeNotes } from './file-tree.ts';
import { inWords, watched } from './watched-work.ts';

/** Indexes notes of one line, and then looks through them again. @returns findings. */
export async function* indexNotes(folder: string, count: number): AsyncGenerator<string, string[]> {
  const notes = join(folder, 'notes');
  makeNotes(notes, count);
  await using engine = await openLibrary({
    ...{ libraryDir: join(folder, 'library'), model: TINY_MODEL, access: 'write', resident: false },
  });
  const findings: string[] = [];
  const first = await watched(() => indexed(engine, notes));
  yield `indexing ${count} notes: ${inWords(first.effort)}`;
  const again = await watched(() => indexed(engine, notes));
  yield `looking at ${count} indexed notes again: ${inWords(again.effort)}`;
  for (const { documents, skipped } of [first.result, again.result]) {
    if (documents !== count) findings.push(`${documents} documents were indexed, not ${count}`);
    if (skipped.length > 0) findings.push(`${skipped.length} were left out: ${skipped[0]?.message}`);
  }
  if (again.result.tokensPerSecond > 0) findings.push('notes were encoded that had not changed');
  return findings;
}

function indexed(engine: Engine, folder: string) {
  return engine.index([folder], never);
}
