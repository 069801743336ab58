import { cp, mkdir, readdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../base/domain-error.ts';
import { isWithin } from '../base/is-within.ts';
import type { Logger } from '../base/logger.ts';
import type { IndexReport, Source } from '../contracts/library.ts';
import type { VectorSink } from '../indexing/services.ts';
import { folderIdentity, isReachable, sourceIdentity } from '../indexing/source-folder.ts';
import { SourceWatcher } from '../indexing/watch-sources.ts';
import type { SourceId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { FolderIdentity } from '../storage/read/documents.ts';
import type { LibraryWriter } from '../storage/write/library-writer.ts';
import type { IndexingJobs } from './indexing-jobs.ts';
import { SourceGuard } from './source-guard.ts';

export { sourceIdentity } from '../indexing/source-folder.ts';

const SAMPLE_LIBRARY = fileURLToPath(new URL('../../resources/sample-library', import.meta.url));
// Watching misses changes on network drives and in folders beyond the system's limit of watches.
const RESCAN_EVERY_MS = 15 * 60_000;

interface SourcesOptions {
  readonly libraryDir: string;
  readonly store: LibraryStore;
  readonly writer: LibraryWriter;
  readonly jobs: IndexingJobs;
  readonly vectors: VectorSink;
  readonly logger: Logger;
  /** Watch the sources and follow their changes. */
  readonly watch: boolean;
  readonly onChange: () => void;
}

/** The folders of a library: adding, removing, following their changes. */
export class Sources implements AsyncDisposable {
  readonly #options: SourcesOptions;
  readonly #watcher: SourceWatcher | null = null;
  readonly #rescan: NodeJS.Timeout | null = null;
  #guard: SourceGuard | null = null;
  /** False once the system refused to watch any more files. */
  #hasWatches = true;

  constructor(options: SourcesOptions) {
    this.#options = options;
    if (!options.watch) return;
    const { logger, jobs } = options;
    this.#watcher = new SourceWatcher(
      (paths) => this.#follow(jobs.run({ kind: 'changed', paths })),
      (error) => {
        const isLimit = isLimitOfWatches(error);
        // Told of once, not for each of a hundred thousand folders.
        if (isLimit && !this.#hasWatches) return;
        logger.warn('watch.failed', { error: String(error) });
        if (!isLimit) return;
        this.#hasWatches = false;
        options.onChange();
      },
    );
    this.#rescan = setInterval(() => this.#follow(jobs.run({ kind: 'all' })), RESCAN_EVERY_MS);
    this.#rescan.unref();
  }

  /**
   * Registers a folder without indexing it. Sources of one disk never lie inside one another: a folder that a source
   * covers already adds nothing, and one that covers sources takes them over with all that was indexed.
   * @returns the source that covers the folder now.
   * @throws DomainError `source.missing` | `source.not-a-folder` | `source.is-library` | `source.is-system`
   */
  async add(folder: string): Promise<SourceId> {
    const path = resolve(folder);
    const identity = await sourceIdentity(path, this.#options.libraryDir);
    const { covering, inside } = await this.#neighbours(path, identity);
    if (covering !== undefined) return covering;
    const { writer, jobs, onChange } = this.#options;
    const id = await writer.addSource(path, identity);
    if (inside.length > 0) await jobs.exclusive(() => writer.absorbSources(inside, id), inside);
    this.#watcher?.add(path);
    onChange();
    return id;
  }

  /**
   * Sources around and inside a folder, by their real paths: a folder has more than one spelling. What is mounted inside
   * a source is no part of it.
   */
  async #neighbours(
    path: string,
    { device }: FolderIdentity,
  ): Promise<{ covering: SourceId | undefined; inside: SourceId[] }> {
    const wanted = await realpath(path);
    const sources = await Promise.all(
      this.#options.store.documents.sources().map(async (source) => ({
        id: source.id,
        real: await realpath(source.path).catch(() => source.path),
        device: (await folderIdentity(source.path).catch(() => source)).device,
      })),
    );
    const same = sources.find(({ real }) => real === wanted);
    if (same) return { covering: same.id, inside: [] };
    const onSameDisk = sources.filter((source) => source.device === device);
    return {
      covering: onSameDisk.find(({ real }) => isWithin(wanted, real))?.id,
      inside: onSameDisk.filter(({ real }) => isWithin(real, wanted)).map(({ id }) => id),
    };
  }

  /** Copies the sample library into `parentDir` and registers the copy, so that the user may edit it. */
  async addSample(parentDir: string): Promise<SourceId> {
    const folder = join(parentDir, 'Semblance sample library');
    await mkdir(parentDir, { recursive: true });
    const isThere = (await readdir(folder).catch(() => [])).length > 0;
    if (!isThere) await cp(SAMPLE_LIBRARY, folder, { recursive: true, force: false });
    return this.add(folder);
  }

  /** Removes a source and all that was indexed from it; the files themselves are not touched. */
  async remove(id: SourceId): Promise<void> {
    const { store, writer, vectors, jobs, onChange } = this.#options;
    const source = store.documents.sources().find((candidate) => candidate.id === id);
    if (!source) {
      throw new DomainError('source.unknown', {
        message: 'This folder is no source of the library any more.',
        nextStep: 'Reload the list of folders.',
      });
    }
    this.#watcher?.remove(source.path);
    vectors.apply(await jobs.exclusive(() => writer.removeSource(id), [id]));
    onChange();
  }

  get count(): number {
    return this.#options.store.documents.sources().length;
  }

  /** Whether changes of the sources are noticed as they happen. */
  get areWatched(): boolean {
    return this.#watcher !== null && this.#hasWatches;
  }

  /**
   * Reads files again that failed; they stay listed as failed until they are read.
   * @throws AbortError; DomainError `library.*` | `model.*` | `encoder.*`
   */
  async retry(paths: readonly string[]): Promise<void> {
    const { writer, jobs } = this.#options;
    await writer.retryFailures(paths);
    await jobs.run({ kind: 'changed', paths });
  }

  /** Begins to watch the sources, where they are to be watched, and looks for what changed before. */
  follow(): void {
    const watcher = this.#watcher;
    const folders = () => this.#options.store.documents.sources().map(({ path }) => path);
    if (watcher) {
      for (const folder of folders()) watcher.add(folder);
      this.#guard ??= new SourceGuard(folders, (folder, isThere) => this.#changedHands(folder, isThere));
    }
    this.indexInBackground();
  }

  #changedHands(folder: string, isThere: boolean): void {
    const source = this.#options.store.documents.sources().find(({ path }) => path === folder);
    if (isThere && source) {
      this.#watcher?.renew(folder);
      this.indexInBackground([source.id]);
    }
    this.#options.onChange();
  }

  /** Indexes all sources, or the given ones, after any run under way. @throws AbortError; DomainError `library.*` */
  index(ids?: readonly SourceId[]): Promise<IndexReport> {
    return this.#options.jobs.run(ids ? { kind: 'sources', ids } : { kind: 'all' });
  }

  /** Forgets what was read from every folder that can be reached, then reads it again in the background. */
  async rebuild(): Promise<void> {
    const { store, writer, vectors, jobs } = this.#options;
    const { documents } = store;
    const reachable: SourceId[] = [];
    for (const source of documents.sources()) {
      if (await isReachable(source, () => documents.someOf(source.id))) reachable.push(source.id);
    }
    const forget = async () => {
      const known = reachable.flatMap((id) => documents.knownDocuments(id));
      const failed = reachable.flatMap((id) => documents.failedFiles(id));
      await writer.forgetFailures(failed.map(({ path }) => path));
      return writer.removeDocuments(known.map(({ id }) => id));
    };
    vectors.apply(await jobs.exclusive(forget, reachable));
    this.indexInBackground(reachable);
  }

  /** Starts indexing in the background; failures reach the log and the progress. */
  indexInBackground(ids?: readonly SourceId[]): void {
    this.#follow(this.index(ids));
  }

  /** As {@link retry}, in the background. */
  retryInBackground(paths: readonly string[]): void {
    this.#follow(this.retry(paths));
  }

  #follow(run: Promise<unknown>): void {
    run
      .catch((error: unknown) => {
        if ((error as Error).name !== 'AbortError') {
          this.#options.logger.error('index.failed', { error: String(error) });
        }
      })
      .finally(() => this.#options.onChange());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#rescan) clearInterval(this.#rescan);
    this.#guard?.[Symbol.dispose]();
    await this.#watcher?.[Symbol.asyncDispose]();
  }
}

/** Sources as the user sees them. @param watched  whether their changes are noticed as they happen. */
export function listSources({ documents }: LibraryStore, watched: boolean): Promise<Source[]> {
  const read = documents.documentsPerSource();
  const failed = documents.failuresPerSource();
  return Promise.all(
    documents.sources().map(async (row) => {
      const reachable = await isReachable(row, () => documents.someOf(row.id));
      return {
        ...{ id: row.id, path: row.path, documents: read.get(row.id) ?? 0, failed: failed.get(row.id) ?? 0 },
        ...{ reachable, watched: watched && reachable },
      };
    }),
  );
}

/** The system allows a user so many watched files, or open ones, and no more. */
function isLimitOfWatches(error: unknown): boolean {
  return ['ENOSPC', 'EMFILE'].includes((error as NodeJS.ErrnoException).code ?? '');
}
