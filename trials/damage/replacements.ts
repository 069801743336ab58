import { cpSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file in a copy of a folder, and folders with the same file of another library and of an earlier day. */
export interface Place {
  readonly path: string;
  readonly inOther: string;
  readonly inOlder: string;
  /** A folder beside the copy, which is empty. */
  readonly elsewhere: string;
}

/** What may stand in the place of a file. */
export const REPLACEMENTS: Readonly<Record<string, (place: Place) => void>> = {
  deleted: ({ path }) => remove(path),
  emptied({ path }) {
    remove(path);
    writeFileSync(path, '');
  },
  'cut to a byte'({ path }) {
    truncateSync(path, 1);
  },
  'text in its place'({ path }) {
    remove(path);
    writeFileSync(path, 'Dear aunt, the ferry was late again.\n'.repeat(200));
  },
  'a folder in its place'({ path }) {
    remove(path);
    mkdirSync(path);
    writeFileSync(join(path, 'note.md'), 'In a folder.');
  },
  'a link to itself elsewhere'({ path, elsewhere }) {
    const moved = join(elsewhere, 'moved');
    cpSync(path, moved);
    remove(path);
    symlinkSync(moved, path);
  },
  'a link to a text'({ path, elsewhere }) {
    const text = join(elsewhere, 'letter.txt');
    writeFileSync(text, LETTER);
    remove(path);
    symlinkSync(text, path);
  },
  'a link that leads nowhere'({ path, elsewhere }) {
    remove(path);
    symlinkSync(join(elsewhere, 'nowhere'), path);
  },
  'that of another library'({ path, inOther }) {
    remove(path);
    cpSync(inOther, path);
  },
  'an older one'({ path, inOlder }) {
    remove(path);
    cpSync(inOlder, path);
  },
};

/** What a text holds that a file was linked to: nobody may write to it. */
export const LETTER = 'Dear aunt, the ferry was late again.\n'.repeat(200);

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
