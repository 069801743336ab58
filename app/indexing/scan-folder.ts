import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { mapAhead } from '../base/map-ahead.ts';
import { TimeSlice } from '../base/time-slice.ts';
import { documentTypeOf } from '../parsing/document-type.ts';
import type { FileState } from '../storage/read/documents.ts';
import { isAlwaysIgnored, RULE_FILES } from './always-ignored.ts';
import type { ChangedPaths } from './changed-paths.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { type LeftOut, nameNotUnicode } from './left-out.ts';
import { oddEntry } from './odd-entry.ts';

interface VisitedFolder {
  readonly folder: string;
  readonly rules: readonly FolderRules[];
}

interface FolderRules {
  readonly folder: string;
  readonly rules: IgnoreRules;
}

export interface ScanOptions {
  readonly changed?: ChangedPaths | undefined;
  /** Rules in the syntax of .gitignore that hold from the root down. */
  readonly ignore?: string | undefined;
  /** Hears of what cannot be listed or looked at now; it may well be there. */
  readonly onUnreadable?: (path: string, cause: unknown) => void;
  /** Hears of what was there when its folder was listed: it was deleted just now, or moved to where nobody looks again. */
  readonly onVanished?: (path: string) => void;
  /** Hears of folders that something else is mounted on; it may hide what was there. */
  readonly onOtherDisk?: (path: string) => void;
  /** Hears of what looks like a document or a folder of documents and is none that can be read. */
  readonly onLeftOut?: (leftOut: LeftOut) => void;
}

/** Asked of the system at once. */
const LOOKS_AT_ONCE = 32;

/**
 * Walks a folder and yields its readable documents, unsorted. Hidden entries, symbolic links, other file systems
 * mounted inside, libraries of Semblance, and what the rules, `.gitignore` or `.semblanceignore` name are left out; what cannot be
 * read, or is missed because it is behind a link, is reported and passed over.
 * @param options.changed  where given, only these paths and what lies inside them are visited.
 * @throws AbortError
 */
export async function* scanFolder(
  root: string,
  signal: AbortSignal,
  options: ScanOptions = {},
): AsyncGenerator<FileState> {
  const { onUnreadable, onOtherDisk, onLeftOut } = options;
  const { dev: device } = await stat(root);
  const realRoot = await realpath(root);
  const slice = new TimeSlice();
  const rules = new IgnoreRules(options.ignore ?? '');
  const pending: VisitedFolder[] = [{ folder: root, rules: [{ folder: root, rules }] }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    signal.throwIfAborted();
    const { folder } = next;
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
      onUnreadable?.(folder, cause);
      return [] as Dirent[];
    });
    if (isLibrary(entries)) continue;
    const rules = await withRulesOf(folder, entries, next.rules);
    const visible: Dirent[] = [];
    for (const entry of entries) {
      if (isVisible(join(folder, entry.name), entry, rules, options.changed)) visible.push(entry);
      await slice.pause();
    }
    for await (const { path, entry, info } of mapAhead(visible, LOOKS_AT_ONCE, (one) =>
      look(folder, one, options),
    )) {
      if (!entry.isDirectory() && !entry.isFile()) {
        const odd = await oddEntry(path, entry, realRoot);
        if (odd) onLeftOut?.(odd);
      } else if (info === null) {
        if (isMangled(entry.name)) onLeftOut?.(nameNotUnicode(path));
      } else if (entry.isDirectory() && info.isDirectory()) {
        if (info.dev === device) pending.push({ folder: path, rules });
        else onOtherDisk?.(path);
      } else if (entry.isFile() && info.isFile()) {
        yield { path, size: info.size, modifiedAt: info.mtimeMs, changedAt: info.ctimeMs };
      }
    }
  }
}

/** Whether an entry is of any interest, by its name and kind alone. */
function isVisible(
  path: string,
  entry: Dirent,
  rules: readonly FolderRules[],
  changed: ChangedPaths | undefined,
): boolean {
  if (changed && !changed.cover(path) && !changed.lieInside(path)) return false;
  if (entry.isFile() && documentTypeOf(path) === null) return false;
  return !isAlwaysIgnored(entry.name) && !isIgnored(path, entry.isDirectory(), rules);
}

interface Look {
  readonly path: string;
  readonly entry: Dirent;
  /** Null where nothing is there any more, or it cannot be looked at, or is neither a folder nor a file. */
  readonly info: Stats | null;
}

async function look(folder: string, entry: Dirent, { onUnreadable, onVanished }: ScanOptions): Promise<Look> {
  const path = join(folder, entry.name);
  if (!entry.isDirectory() && !entry.isFile()) return { path, entry, info: null };
  try {
    const info = await existing(path);
    if (info === null) onVanished?.(path);
    return { path, entry, info };
  } catch (cause) {
    onUnreadable?.(path, cause);
    return { path, entry, info: null };
  }
}

/** Node gives the bytes of a name that are no UTF-8 as U+FFFD; a path made of that leads nowhere. */
function isMangled(name: string): boolean {
  return name.includes('\uFFFD');
}

/** What is there, links not followed; null when nothing is. Any other trouble does not mean that it is gone. */
async function existing(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function isLibrary(entries: readonly Dirent[]): boolean {
  return ['library.sqlite', 'library.lock'].every((file) => entries.some(({ name }) => name === file));
}

async function withRulesOf(
  folder: string,
  entries: readonly Dirent[],
  inherited: readonly FolderRules[],
): Promise<readonly FolderRules[]> {
  const names = entries.filter((entry) => entry.isFile() && RULE_FILES.includes(entry.name));
  if (names.length === 0) return inherited;
  const texts = await Promise.all(
    names.map(({ name }) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  return [...inherited, { folder, rules: new IgnoreRules(texts.join('\n')) }];
}

function isIgnored(path: string, isFolder: boolean, all: readonly FolderRules[]): boolean {
  return all.some(({ folder, rules }) => {
    const inside = relative(folder, path).split(sep).join('/');
    return rules.ignores(inside, isFolder);
  });
}
