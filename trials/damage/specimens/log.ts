import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NO_MODEL } from '../../../app/storage/ids.ts';
import { LibraryStore } from '../../../app/storage/library-store.ts';
import { documentOf } from '../../../app/storage/temporary-library.ts';
import type { LibraryWriter } from '../../../app/storage/write/library-writer.ts';
import { contentsOf, differences, type LibraryContents } from '../../library/contents.ts';
import { isSound } from '../database.ts';
import type { Told } from '../outcome.ts';
import type { Specimen } from './specimen.ts';

const FINGERPRINT = 'fingerprint';
const [DOCUMENTS, IN_LOG] = [12, 8];

/** The log of SQLite and its index, beside a database whose last changes stand in the log alone. */
export async function logSpecimens(root: string): Promise<Specimen[]> {
  const [whole, older, other] = ['whole', 'older', 'other'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  await makeLibrary(join(root, 'made'), 'heron', { whole, older });
  await makeLibrary(join(root, 'made-other'), 'ferry', { whole: other, older: join(root, 'unused') });
  const base = copied(whole, join(root, 'base'));
  rmSync(join(base, 'library.sqlite-wal'));
  const states = { base: contentsOf(base), last: contentsOf(copied(whole, join(root, 'last'))) };
  return ['library.sqlite-wal', 'library.sqlite-shm'].map((file) => ({
    ...{ file, whole, older, other },
    pathIn: (folder) => join(folder, file),
    examine: (folder) => examine(folder, 'heron', states),
    async [Symbol.asyncDispose]() {},
  }));
}

interface States {
  /** Without what stands in the log alone. */
  readonly base: LibraryContents;
  readonly last: LibraryContents;
}

/** Copies an open library to `older` and, some documents later, to `whole`: its log was not taken over yet. */
async function makeLibrary(
  dir: string,
  subject: string,
  { whole, older }: { readonly whole: string; readonly older: string },
): Promise<void> {
  {
    using store = LibraryStore.open(dir);
    for (let i = 0; i < DOCUMENTS; i++) await put(store.writer!, i, subject);
  }
  using store = LibraryStore.open(dir);
  await fill(store.writer!, subject, () => void copied(dir, older));
  copied(dir, whole);
}

/** What the log is about, in the middle of which `half` is called. */
async function fill(writer: LibraryWriter, subject: string, half = () => {}): Promise<void> {
  for (let i = 0; i < DOCUMENTS - IN_LOG / 2; i++) await put(writer, i, subject);
  for (let i = 0; i < IN_LOG; i++) {
    if (i === IN_LOG / 2) half();
    await put(writer, DOCUMENTS - IN_LOG / 2 + i, `${subject} and a lamp`);
  }
}

async function put(writer: LibraryWriter, number: number, subject: string): Promise<void> {
  const [model, source] = [
    await writer.model('tiny', FINGERPRINT, 8),
    await writer.addSource('/notes', { device: 1, inode: null }),
  ];
  await writer.setActiveModel({ name: 'tiny', exitLayer: null, dimensions: null, fingerprint: FINGERPRINT });
  const paragraphs = Array.from({ length: 6 }, (_, i) => `Paragraph ${i} of note ${number} on a ${subject}.`);
  await writer.replaceDocument(documentOf(source, `/notes/${number}.md`, paragraphs), model);
}

function copied(from: string, to: string): string {
  mkdirSync(to);
  for (const name of readdirSync(from)) cpSync(join(from, name), join(to, name));
  return to;
}

/** A log that is cut short leaves an earlier state; the next run reads again what that one lacks. */
async function examine(folder: string, subject: string, { base, last }: States): Promise<Told> {
  using store = LibraryStore.open(folder);
  const active = store.models.inRole('active');
  const model = active ? store.models.idOf(active.fingerprint) : NO_MODEL;
  if (!isSound(store.examine(model))) return { toldBy: 'doctor', changed: [], crash: null };
  const strange = [...contentsOf(folder)].filter(
    ([path, { digest }]) => digest !== base.get(path)?.digest && digest !== last.get(path)?.digest,
  );
  await fill(store.writer!, subject);
  const changed = [...strange.map(([path]) => path), ...differences(contentsOf(folder), last)];
  return { toldBy: null, changed, crash: null };
}
