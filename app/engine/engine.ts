import { homedir } from 'node:os';
import { join } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import type { Logger } from '../base/logger.ts';
import type { CompareChoices, CompareRequest, Comparison } from '../contracts/compare.ts';
import type { Accelerator, DeviceChoice, DeviceProgress, DeviceStatus } from '../contracts/device.ts';
import type {
  DuplicateProgress,
  DuplicateReport,
  DuplicateRequest,
  IgnoredDuplicates,
  PassagePair,
} from '../contracts/duplicates.ts';
import type {
  DocumentsPage,
  DocumentsRequest,
  FailedDocument,
  Finding,
  IndexProgress,
  IndexReport,
  LibraryStatus,
  StorageUse,
} from '../contracts/library.ts';
import type { SearchRequest, SearchResponse, SimilarRequest } from '../contracts/search.ts';
import { findSimilar, searchLibrary } from '../search/search-library.ts';
import type { PassageId, SourceId } from '../storage/ids.ts';
import type { LockHolder } from '../storage/library-lock.ts';
import { usedModel } from './chosen-model.ts';
import { compareInLibrary } from './compare-in-library.ts';
import { testDevices } from './devices/test-devices.ts';
import { examineLibrary } from './doctor.ts';
import { emptiedLibrary } from './emptied-library.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';
import { IgnoreList } from './ignore-list.ts';
import { LibraryCopies } from './library-copies.ts';
import { derivedFolder } from './library-folders.ts';
import { LibraryModels } from './library-models.ts';
import { LibraryReading } from './library-reading.ts';
import { listSources } from './sources.ts';
import { storageUse } from './storage-use.ts';

const STATUS_EVERY_MS = 200;

export { databaseTrouble } from '../storage/database-trouble.ts';

/** A library at work: what the hosts serve and the command line calls. Made by `openEngine`. */
export class Engine implements AsyncDisposable {
  readonly logger: Logger;
  /** The models at hand, and which of them the library uses. */
  readonly models: LibraryModels;
  /** What is left out of every source. */
  readonly ignoring: IgnoreList;
  /** What documents say, and where. */
  readonly reading: LibraryReading;
  /** Copies of whole documents, and their way into the bin. */
  readonly copies: LibraryCopies;
  readonly #parts: EngineParts;
  readonly #resources: AsyncDisposableStack;
  #hasToldOfRestored = false;

  constructor(parts: EngineParts, resources: AsyncDisposableStack) {
    this.logger = parts.logger;
    this.#parts = parts;
    this.models = new LibraryModels(parts, () => this.#writing());
    this.ignoring = new IgnoreList(parts, () => this.#writing());
    this.copies = new LibraryCopies(parts, () => this.#writing());
    this.reading = new LibraryReading(parts.store);
    this.#resources = resources;
  }

  search(request: SearchRequest): Promise<SearchResponse> {
    return this.#parts.inUse.use(({ search }) => searchLibrary(request, search));
  }

  similar(request: SimilarRequest): Promise<SearchResponse> {
    return this.#parts.inUse.use(({ search }) => findSimilar(request, search));
  }

  /** @throws DomainError `compare.empty` | `compare.bad-layer` | `compare.bad-dimensions` | `encoder.*` */
  compare(request: CompareRequest): Promise<Comparison> {
    return this.#parts.inUse.use((services) => compareInLibrary(request, services, this.#derivedRoot));
  }

  /** What a comparison may be made with; the first call takes the time of opening what comparisons need. */
  compareChoices(): Promise<CompareChoices> {
    return this.#parts.inUse.use(({ runner }) => runner.compareChoices(this.#derivedRoot));
  }

  /** What encodes texts, and what is known of every device. @throws DomainError `device.*` (onnxruntime does not load) */
  deviceStatus(): Promise<DeviceStatus> {
    return this.#parts.inUse.use(({ runner }) => runner.status());
  }

  /** See the contract. @throws DomainError `device.*` | `library.locked` */
  async chooseDevice(choice: DeviceChoice): Promise<DeviceStatus> {
    const { writer } = this.#writing();
    await this.#parts.inUse.use(({ runner }) => runner.choose(choice));
    await writer.set('device', choice);
    this.#parts.changes.send();
    return this.deviceStatus();
  }

  /** Tries one device again, or all that this system could have; it goes on when nobody listens. @throws DomainError `device.*` */
  testDevices(signal: AbortSignal, provider?: Accelerator): AsyncGenerator<DeviceProgress, void> {
    return this.#parts.inUse.follow(({ runner }) => testDevices(runner, signal, provider));
  }

  /** Groups of the pairs known so far. @throws DomainError `library.*` */
  duplicates(request: DuplicateRequest): Promise<DuplicateReport> {
    return this.#parts.inUse.use(({ duplicates }) => duplicates.report(request));
  }

  /**
   * Compares what was added since the last time; emits progress until that is done.
   * @throws DomainError `library.locked` | `library.*`
   */
  updateDuplicates(signal: AbortSignal): AsyncGenerator<DuplicateProgress, void> {
    const { writer } = this.#writing();
    return this.#parts.inUse.follow(({ duplicates }) => duplicates.update(writer, signal));
  }

  /** Keeps two passages apart from now on. @throws DomainError `library.locked` | `duplicates.unknown-passage` */
  async ignoreDuplicates({ first, second }: PassagePair): Promise<void> {
    await this.#writing().writer.ignorePair(first as PassageId, second as PassageId);
    this.#parts.changes.send();
  }

  /** Takes {@link ignoreDuplicates} back. @throws DomainError `library.locked` */
  async restoreDuplicates({ first, second }: PassagePair): Promise<void> {
    await this.#writing().writer.restorePair(first as PassageId, second as PassageId);
    this.#parts.changes.send();
  }

  ignoredDuplicates(): Promise<IgnoredDuplicates[]> {
    return this.#parts.inUse.use(({ duplicates }) => duplicates.ignored());
  }

  async status(): Promise<LibraryStatus> {
    const { store, inUse, writing, libraryDir } = this.#parts;
    const { stage, model } = await inUse.use(async ({ vectors, chosen, encoder }) => ({
      stage: (await vectors.status()).stage,
      model: { ...usedModel(chosen), provider: encoder.provider },
    }));
    return {
      libraryDir,
      writable: writing !== null,
      paused: writing?.jobs.isPaused ?? false,
      sources: await listSources(store, writing?.sources.areWatched ?? false),
      ...store.documents.counts(),
      keptApart: store.documents.keptApartCount(),
      model,
      modelSwitch: writing?.switcher.progress ?? null,
      vectorStage: stage,
      progress: worthShowing(writing?.jobs.progress ?? null),
    };
  }

  /** The status at once and after every change, until the signal aborts. */
  async *watchStatus(signal: AbortSignal): AsyncGenerator<LibraryStatus, void> {
    // Subscribed before the first status is taken, so that no change falls between the two.
    const changes = this.#parts.changes.listen(signal, STATUS_EVERY_MS);
    const next = changes.next();
    yield await this.status();
    for (let step = await next; !step.done; step = await changes.next()) yield await this.status();
  }

  /** Adds a folder and starts to index it. @throws DomainError `library.locked` | `source.*` */
  async addSource(path: string): Promise<LibraryStatus> {
    const { sources } = this.#writing();
    sources.indexInBackground([await sources.add(path)]);
    return this.status();
  }

  async addSample(): Promise<LibraryStatus> {
    const { sources } = this.#writing();
    sources.indexInBackground([await sources.addSample(join(homedir(), 'Documents'))]);
    return this.status();
  }

  async removeSource(id: number): Promise<LibraryStatus> {
    await this.#writing().sources.remove(id as SourceId);
    return this.status();
  }

  /**
   * Adds the folders and indexes them; resolves when that is done. A change of the model under way is finished first.
   * @param retryFailed  instead index every source, and read again what failed before.
   * @throws AbortError; DomainError `library.locked` | `library.*` | `source.*`
   */
  async index(
    folders: readonly string[],
    signal: AbortSignal,
    { retryFailed = false } = {},
  ): Promise<IndexReport> {
    const { sources, jobs, writer, switcher } = this.#writing();
    await switcher.settled(signal);
    const ids: SourceId[] = [];
    for (const folder of folders) ids.push(await sources.add(folder));
    if (retryFailed) await writer.retryFailures(this.#failedPaths());
    signal.throwIfAborted();
    const stop = () => jobs.cancel();
    signal.addEventListener('abort', stop);
    const { restoredSources } = this.#parts.store;
    const report = await sources
      .index(retryFailed || restoredSources.length > 0 ? undefined : ids)
      .finally(() => signal.removeEventListener('abort', stop));
    return this.#toldOfRestored(report);
  }

  /** Once: folders that the database had lost are told of with the first report. */
  #toldOfRestored(report: IndexReport): IndexReport {
    const { store, libraryDir } = this.#parts;
    if (store.restoredSources.length === 0 || this.#hasToldOfRestored) return report;
    this.#hasToldOfRestored = true;
    return { ...report, skipped: [emptiedLibrary(libraryDir, store.restoredSources), ...report.skipped] };
  }

  /** Rescans every source, or one; emits progress until that run ends, which it does also when nobody listens. */
  async *rescan(signal: AbortSignal, source?: number): AsyncGenerator<IndexProgress, void> {
    const { sources, jobs } = this.#writing();
    const ended = new AbortController();
    const run = sources
      .index(source === undefined ? undefined : [source as SourceId])
      .finally(() => ended.abort());
    run.catch(() => {});
    const either = AbortSignal.any([signal, ended.signal]);
    for await (const _ of this.#parts.changes.listen(either, STATUS_EVERY_MS)) {
      if (jobs.progress) yield jobs.progress;
    }
    if (!ended.signal.aborted) return;
    if (jobs.progress) yield jobs.progress;
    await run;
  }

  /** Where the indexing run under way stands. */
  get progress(): IndexProgress | null {
    return this.#parts.writing?.jobs.progress ?? null;
  }

  cancel(): void {
    this.#writing().jobs.cancel();
  }

  /** Holds indexing between two files; searching goes on. It lasts until {@link resume} or the next start. */
  pause(): Promise<LibraryStatus> {
    this.#writing().jobs.pause();
    return this.status();
  }

  /** Lets indexing go on where {@link pause} held it. */
  resume(): Promise<LibraryStatus> {
    this.#writing().jobs.resume();
    return this.status();
  }

  documents({ source, ...request }: DocumentsRequest): DocumentsPage {
    const { store, inUse } = this.#parts;
    const query = { ...request, source: source as SourceId | undefined };
    const { rows, total } = store.documentList.page(query, inUse.current.id);
    return { documents: rows, total };
  }

  storage(): Promise<StorageUse> {
    return storageUse(this.#parts.libraryDir);
  }

  failed(): FailedDocument[] {
    const { documents } = this.#parts.store;
    return documents.failedFiles().map(({ path, code, message, nextStep, retryable }) => ({
      path,
      error: { code, message, nextStep, retryable },
      documentId: documents.byPath(path)?.id ?? null,
    }));
  }

  /**
   * Reads files again that failed: one, which is awaited unless indexing is paused, or all of them in the background.
   * @throws DomainError `library.*` | `model.*` | `encoder.*`, of one file only; a file that fails again is listed so.
   */
  async retryFailed(path?: string): Promise<LibraryStatus> {
    const { sources, jobs } = this.#writing();
    const failed = this.#failedPaths().filter((candidate) => path === undefined || candidate === path);
    if (path === undefined || jobs.isPaused) sources.retryInBackground(failed);
    else await sources.retry(failed).catch(unlessAborted);
    return this.status();
  }

  /** See the contract. @throws DomainError `library.locked` | `library.paused` */
  async rebuild(): Promise<LibraryStatus> {
    const { sources, jobs } = this.#writing();
    if (jobs.isPaused) throw paused('to rebuild the index, documents have to be read again', 'rebuild it');
    await sources.rebuild();
    return this.status();
  }

  /** @throws DomainError `library.locked` | `library.not-this-one`, of a library that may not be deleted from here. */
  requireDeletable(libraryDir: string): void {
    this.#writing();
    if (libraryDir === this.#parts.libraryDir) return;
    throw new DomainError('library.not-this-one', {
      message: `The library that is open is not ${libraryDir}.`,
      nextStep: `Name the folder of this one: ${this.#parts.libraryDir}`,
    });
  }

  /** @throws DomainError `library.locked` | `library.paused`, of a repair only */
  async doctor(repair: boolean): Promise<Finding[]> {
    const writing = repair ? this.#writing() : null;
    if (writing?.jobs.isPaused) throw paused('a repair may have to read documents again', 'repair');
    return examineLibrary({ ...this.#parts, repair: writing });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync();
  }

  /** Graphs made of packages: named by what they are made of, so readers of the library may write them too. */
  get #derivedRoot(): string {
    return derivedFolder(this.#parts.libraryDir);
  }

  #failedPaths(): string[] {
    return this.#parts.store.documents.failedFiles().map(({ path }) => path);
  }

  #writing(): WritingParts {
    const { writing, store, libraryDir } = this.#parts;
    if (writing) return writing;
    if (store.unwritable) throw store.unwritable;
    const holder = store.lockedBy;
    throw new DomainError('library.locked', {
      message: holder
        ? `The library ${libraryDir} is in use by ${inWords(holder)}.`
        : `The library ${libraryDir} is open for reading only.`,
      nextStep: 'Close the other Semblance that has it open, then try again; searching works meanwhile.',
      retryable: true,
    });
  }
}

function inWords({ pid, host }: LockHolder): string {
  return pid === 0 ? 'another process' : `process ${pid} on ${host}`;
}

/** A run that was cancelled did what it was told. */
function unlessAborted(error: unknown): void {
  if ((error as Error).name !== 'AbortError') throw error;
}

function paused(reason: string, then: string): DomainError {
  return new DomainError('library.paused', {
    message: `Indexing is paused, and ${reason}.`,
    nextStep: `Resume indexing, then ${then}.`,
  });
}

/** A run that went well needs no word; one that failed or was stopped stays in sight until the next. */
function worthShowing(progress: IndexProgress | null): IndexProgress | null {
  return progress?.phase === 'done' ? null : progress;
}
