import { mkdir, rm, rmdir, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DomainError } from '../../app/base/domain-error.ts';
import { downloadsFolder } from '../../app/engine/library-folders.ts';
import { importModel } from '../../app/engine/model-packages.ts';
import { listModels } from '../../app/engine/model-store.ts';
import { convertModel } from '../../app/engine/model-tools.ts';
import { folderBytes } from '../../app/engine/storage-use.ts';
import type { HubRepository } from './hub-repository.ts';
import { noRoom } from './hub-trouble.ts';
import { type WantedFiles, wantedFiles } from './wanted-files.ts';

type ConvertChoices = Omit<Parameters<typeof convertModel>[0], 'hfFolder' | 'outDir'>;
type Import = Parameters<typeof importModel>[1];
type PulledModel = Awaited<ReturnType<typeof listModels>>[number];

/** Bytes of one file, for those who wait. */
export interface PullProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** A package is copied into the library, and made of a checkpoint before: as often a model is there for a while. */
const TIMES_KEPT: Record<WantedFiles['kind'], number> = { export: 2, checkpoint: 3 };
const MOST_ID_CHARACTERS = 64;

/**
 * Brings a model from the hub into the library: an export as it is, a checkpoint converted. Files that arrived are kept
 * until the model is there, so that a pull that was stopped goes on.
 * @throws DomainError `model.hub-*` | `model.present` | `model.*` | `conversion.*`
 */
export async function pullModel(
  repository: HubRepository,
  choices: ConvertChoices,
  options: Import,
  onProgress: (progress: PullProgress) => void,
): Promise<PulledModel> {
  const { id, commit, files } = repository;
  const { kind, paths } = wantedFiles(id, [...files.keys()]);
  const name = packageId(id);
  const downloads = downloadsFolder(options.libraryDir);
  const ofCommit = join(downloads, commit.slice(0, 12));
  const folder = join(ofCommit, name);
  const known = await listModels(options.libraryDir);
  if (known.some((model) => model.id === name || basename(model.dir) === name)) throw present(id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const totalBytes = paths.reduce((sum, path) => sum + files.get(path)!.size, 0);
  await requireRoom(folder, totalBytes * TIMES_KEPT[kind] - (await folderBytes(folder)));
  let doneBytes = 0;
  for (const path of paths)
    await repository.bring(path, folder, (bytes) => {
      doneBytes += bytes;
      onProgress({ doneBytes, totalBytes });
    });
  await importModel(kind === 'export' ? folder : await converted(repository, folder, choices), options);
  await rm(ofCommit, { recursive: true });
  // Another download may have been stopped.
  await rmdir(downloads).catch(() => {});
  const isKnown = new Set(known.map(({ dir }) => dir));
  return (await listModels(options.libraryDir)).find(({ dir }) => !isKnown.has(dir))!;
}

async function converted(
  { id, commit, licence }: HubRepository,
  folder: string,
  choices: ConvertChoices,
): Promise<string> {
  const outDir = `${folder}-package`;
  await convertModel({
    id: basename(folder),
    name: id,
    ...(licence === null ? {} : { licence }),
    ...choices,
    hfFolder: folder,
    outDir,
    source: `https://huggingface.co/${id} at ${commit}`,
  });
  return outDir;
}

/** As ids of packages are: lower case, 64 characters at most. */
function packageId(hubId: string): string {
  return hubId
    .replace('/', '--')
    .toLowerCase()
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, MOST_ID_CHARACTERS);
}

function present(id: string): DomainError {
  return new DomainError('model.present', {
    message: `The model ${id} is at hand already.`,
    nextStep: 'Remove it first to bring it anew, or choose it as it is.',
  });
}

/** @throws DomainError `model.hub-no-room` */
async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  const [needed, there] = [Math.ceil(bytes / 1e6), Math.floor((bavail * bsize) / 1e6)];
  throw noRoom(`The model needs ${needed} MB of room while it is brought; the disk has ${there} MB.`);
}
