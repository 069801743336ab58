import { join } from 'node:path';
import { ReindexPlanner } from '../../app/indexing/plan-reindex.ts';
import { scanFolder } from '../../app/indexing/scan-folder.ts';
import { never } from '../library/open-library.ts';
import { makeEmptyFiles } from './file-tree.ts';
import { inWords, watched } from './watched-work.ts';

/** Number of files of which one is a note. */
const NOTE_EVERY = [100, 1];

/** Looks through folders of empty files: of which few are documents, then all are. @returns findings. */
export async function* lookThrough(folder: string, count: number): AsyncGenerator<string, string[]> {
  const findings: string[] = [];
  for (const noteEvery of NOTE_EVERY) {
    const root = join(folder, `one in ${noteEvery}`);
    const notes = makeEmptyFiles(root, count, noteEvery);
    const { result, effort } = await watched(async () => {
      const planner = new ReindexPlanner([]);
      for await (const file of scanFolder(root, never)) planner.meet(file);
      return planner.finish().read.length;
    });
    yield `looking through ${count} files, ${notes} of them documents: ${inWords(effort)}`;
    if (result !== notes) findings.push(`${result} documents were found, not ${notes}`);
  }
  return findings;
}
