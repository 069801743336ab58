import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PER_FOLDER = 1_000;

/** Makes empty files, a thousand to a folder; every `noteEvery`-th is named as a note is. @returns number of notes. */
export function makeEmptyFiles(root: string, count: number, noteEvery: number): number {
  for (let i = 0; i < count; i++) {
    const folder = folderOf(root, i);
    const name = i % noteEvery === 0 ? `${i}.md` : `${i}.dat`;
    closeSync(openSync(join(folder, name), 'w'));
  }
  return Math.ceil(count / noteEvery);
}

/** Makes notes of one line, no two alike but for every tenth, which is the same everywhere. */
export function makeNotes(root: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const line = i % 10 === 0 ? 'Nothing was written down here.' : `Note ${i} is about heron ${i * 7}.`;
    writeFileSync(join(folderOf(root, i), `${i}.md`), `${line}\n`);
  }
}

function folderOf(root: string, index: number): string {
  const folder = join(root, `folder ${Math.floor(index / PER_FOLDER)}`);
  if (index % PER_FOLDER === 0) mkdirSync(folder, { recursive: true });
  return folder;
}
