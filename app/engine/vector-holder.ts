import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Mutex } from '../base/mutex.ts';
import type { VectorHits } from '../search/services.ts';
import { type ModelId, VECTOR_UNITS, type VectorUnit } from '../storage/ids.ts';
import type { VectorChange } from '../storage/write/drafts.ts';
import {
  type CacheCheck,
  checkGraphCache,
  type SnapshotState,
  VectorIndex,
  type VectorStage,
} from '../vector-index/index.ts';
import { type FedIndex, type VectorCounts, VectorFeed } from './vector-feed.ts';
import { type FedIndexes, VectorSnapshot } from './vector-snapshot.ts';

export interface VectorWorkerOptions {
  readonly libraryDir: string;
  readonly modelId: ModelId;
  /** Names the model in the headers of index files. */
  readonly fingerprint: string;
  readonly width: number;
  readonly cacheDir: string;
  /** Build graphs over the vectors and save them: for hosts that stay. */
  readonly resident: boolean;
}

export interface VectorStatus {
  readonly stage: VectorStage;
  readonly counts: Readonly<Record<VectorUnit, number>>;
  /** What there is to say about the graphs, in a sentence; empty when nothing. */
  readonly note: string;
}

/** What the files of a graph are worth; `building` while a graph is on its way, which they do not matter to. */
export interface GraphExamination {
  readonly files: CacheCheck['state'] | 'building';
  /** What is wrong with the files, in words. */
  readonly problem: string | null;
}

export interface VectorExamination extends VectorCounts, GraphExamination {
  readonly unit: VectorUnit;
  readonly stage: VectorStage;
  /** Share of the true ten nearest that a search through graph or codes finds; null where it was not measured. */
  readonly recall: number | null;
}

const BUILDING: GraphExamination = { files: 'building', problem: null };
/** The stage of a library is the first of these that one of its indexes is in. */
const STAGES: readonly VectorStage[] = ['building', 'hnsw', 'codes', 'exact'];
const SLICE_MS = 5;
/** Building a graph waits until the vectors have been left alone this long: indexing needs the processor more. */
const BUILD_AFTER_QUIET_MS = 1_500;

/**
 * Holds the vectors of a library for searching: reads them from the database, follows its changes, and, for hosts that
 * stay, builds graphs in slices and keeps them as files.
 */
export class VectorHolder implements AsyncDisposable {
  readonly #options: VectorWorkerOptions;
  readonly #openIndex: typeof VectorIndex.open;
  readonly #feed: VectorFeed;
  /** One change of the indexes at a time; searches do not wait for it. */
  readonly #changing = new Mutex();
  readonly #fed: FedIndexes;
  readonly #snapshot: VectorSnapshot;
  readonly #graphless = new Set<VectorUnit>();
  #note = '';
  #buildTimer: NodeJS.Timeout | undefined;
  #building: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(
    options: VectorWorkerOptions,
    openIndex: typeof VectorIndex.open,
    feed: VectorFeed,
    { fed, snapshot }: ReadVectors,
  ) {
    this.#options = options;
    this.#openIndex = openIndex;
    this.#feed = feed;
    this.#fed = fed;
    this.#snapshot = snapshot;
  }

  /** Takes up every vector of the model; searches wait for it. */
  static async open(options: VectorWorkerOptions, openIndex = VectorIndex.open): Promise<VectorHolder> {
    const feed = new VectorFeed(options.libraryDir, options.modelId);
    const holder = new VectorHolder(options, openIndex, feed, await readVectors(options, openIndex, feed));
    if (options.resident) await holder.#loadGraphs();
    if (!feed.isWhole(Object.values(holder.#fed))) holder.#dropGoneLater();
    return holder;
  }

  search(unit: VectorUnit, query: Float32Array, limit: number, allowed?: readonly number[]): VectorHits {
    const { ids, scores } = this.#fed[unit].index.search(query, limit, allowed);
    return { ids, scores: Float32Array.from(scores) };
  }

  /** Follows what a transaction changed. */
  async apply(changes: readonly VectorChange[]): Promise<void> {
    await this.#changing.run(async () => {
      for (const { unit, added, removed } of changes) {
        await this.#feed.remove(this.#fed[unit], removed);
        const read = added > 0 ? await this.#feed.readNew(this.#fed[unit]) : 0;
        this.#snapshot.noteChanges(read + removed.length);
      }
    });
    this.#buildWhenQuiet();
  }

  /** Follows changes that nobody told of: those of another process. */
  async catchUp(): Promise<void> {
    await this.#changing.run(async () => {
      for (const unit of VECTOR_UNITS) {
        const gone = await this.#feed.dropGone(this.#fed[unit]);
        this.#snapshot.noteChanges(gone + (await this.#feed.readNew(this.#fed[unit])));
      }
    });
    this.#buildWhenQuiet();
  }

  status(): VectorStatus {
    const statuses = VECTOR_UNITS.map((unit) => this.#fed[unit].index.status());
    const stages = statuses.map(({ stage }) => stage);
    const withoutGraph = statuses.find((status) => status.withoutGraph)?.withoutGraph;
    return {
      stage: STAGES.find((stage) => stages.includes(stage)) ?? 'exact',
      counts: { sentence: statuses[0]?.vectors ?? 0, passage: statuses[1]?.vectors ?? 0 },
      note: withoutGraph === 'no-library' ? 'hnswlib is not installed, so every search scans.' : this.#note,
    };
  }

  /** Compares what is held with the database and checks the graphs: seconds in a large library. */
  async examine(): Promise<VectorExamination[]> {
    const { resident } = this.#options;
    const isBuilding = resident && this.status().stage === 'building';
    if (!isBuilding) await this.#building;
    const found: VectorExamination[] = [];
    for (const unit of VECTOR_UNITS) {
      const counts = await this.#changing.run(() => this.#feed.compare(this.#fed[unit]));
      const graph = isBuilding ? BUILDING : await this.#examineGraph(unit);
      const { stage, verdict } = this.#fed[unit].index.status();
      found.push({ unit, ...counts, ...graph, stage, recall: verdict?.recall ?? null });
    }
    return found;
  }

  /** Reads and verifies the file that the vectors are taken up from. */
  examineSnapshot(): Promise<SnapshotState> {
    return this.#snapshot.examine();
  }

  /** Deletes the files of vectors and graphs, reads everything again and builds the graphs anew. */
  async rebuild(): Promise<void> {
    clearTimeout(this.#buildTimer);
    await this.#building;
    await rm(this.#options.cacheDir, { recursive: true, force: true });
    this.#snapshot.noteDeleted();
    this.#graphless.clear();
    this.#note = '';
    for (const unit of VECTOR_UNITS) await this.#readAgain(unit);
    this.#buildWhenQuiet();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#buildTimer);
    await this.#building;
    await this.#changing.run(() => this.#feed[Symbol.dispose]());
  }

  /** Puts a fresh index, without a graph, in place of the one in use once it is whole. */
  #readAgain(unit: VectorUnit): Promise<void> {
    return this.#changing.run(async () => {
      this.#fed[unit] = await emptyIndex(unit, this.#options, this.#openIndex);
      this.#snapshot.noteChanges(await this.#feed.readNew(this.#fed[unit]));
    });
  }

  /** Nobody finds what is gone, since nobody owns it; so searches need not wait. */
  #dropGoneLater(): void {
    this.catchUp().catch((error: unknown) => {
      this.#note = `Removed vectors could not be dropped: ${String(error)}.`;
    });
  }

  async #examineGraph(unit: VectorUnit): Promise<GraphExamination> {
    const { cacheDir, fingerprint: modelId, width: dimensions, resident } = this.#options;
    const { index } = this.#fed[unit];
    const files = await checkGraphCache(cacheDir, { modelId, unit, dimensions });
    const isUntried = files.state === 'good' && !resident;
    const problem =
      files.state === 'bad' ? files.problem : isUntried ? await tryGraph(index, cacheDir) : null;
    return { files: problem === null ? files.state : 'bad', problem };
  }

  async #loadGraphs(): Promise<void> {
    const problems: string[] = [];
    for (const unit of VECTOR_UNITS) {
      const loaded = await this.#fed[unit].index.load(this.#options.cacheDir);
      if (loaded.outcome === 'rebuild') problems.push(`The ${unit} graph is built anew: ${loaded.problem}.`);
    }
    this.#note = problems.join(' ');
    this.#buildWhenQuiet();
  }

  #buildWhenQuiet(): void {
    if (!this.#options.resident || this.#closed) return;
    clearTimeout(this.#buildTimer);
    this.#buildTimer = setTimeout(() => {
      this.#building = this.#building.then(() => this.#saveSnapshot()).then(() => this.#build());
    }, BUILD_AFTER_QUIET_MS);
  }

  /** A library that is gone must not leave a folder with caches alone in its place. */
  get #isGone(): boolean {
    return !existsSync(this.#options.libraryDir);
  }

  /** Never rejects: without the file, the next start takes longer. */
  async #saveSnapshot(): Promise<void> {
    if (this.#isGone) return;
    await this.#snapshot.save(this.#fed).catch((error: unknown) => {
      this.#note = `The vectors could not be saved for the next start: ${String(error)}.`;
    });
  }

  /** Never rejects: where a graph cannot be built, exact search goes on serving. */
  async #build(): Promise<void> {
    for (const unit of VECTOR_UNITS) {
      if (this.#graphless.has(unit)) continue;
      try {
        await this.#buildGraph(unit);
      } catch (error) {
        this.#graphless.add(unit);
        this.#note = `The ${unit} graph could not be built, so searches scan: ${String(error)}.`;
        await this.#readAgain(unit).catch((failure: unknown) => {
          this.#note = `${this.#note} The vectors could not be read again: ${String(failure)}.`;
        });
      }
    }
  }

  async #buildGraph(unit: VectorUnit): Promise<void> {
    const { index } = this.#fed[unit];
    let worked = false;
    while (!this.#closed && index.work(SLICE_MS)) {
      worked = true;
      await nextTurn();
    }
    if (!worked || this.#closed || this.#isGone) return;
    await index.save(this.#options.cacheDir).catch((error: unknown) => {
      this.#note = `The ${unit} graph could not be saved: ${String(error)}.`;
    });
  }
}

/** Takes the graph up from its files until its recall is measured. @returns why the files are of no use, else null. */
async function tryGraph(index: VectorIndex, cacheDir: string): Promise<string | null> {
  if (index.status().stage === 'hnsw') return null;
  const loaded = await index.load(cacheDir);
  if (loaded.outcome === 'rebuild') return loaded.problem;
  if (loaded.outcome === 'absent') return null;
  // A graph that proves poor is dropped, and its points with it.
  while (index.work(SLICE_MS) && index.status().points > 0) await nextTurn();
  return index.status().stage === 'hnsw' ? null : 'the graph finds too little';
}

interface ReadVectors {
  readonly fed: FedIndexes;
  readonly snapshot: VectorSnapshot;
}

/** From the file as far as that goes, and from the database. */
async function readVectors(
  options: VectorWorkerOptions,
  openIndex: typeof VectorIndex.open,
  feed: VectorFeed,
): Promise<ReadVectors> {
  const empty = async () => ({
    sentence: await emptyIndex('sentence', options, openIndex),
    passage: await emptyIndex('passage', options, openIndex),
  });
  const snapshot = new VectorSnapshot(options.cacheDir, options);
  const taken = await empty();
  const fed = (await snapshot.takeUp(taken, feed)) ? taken : await empty();
  for (const unit of VECTOR_UNITS) snapshot.noteChanges(await feed.readNew(fed[unit]));
  return { fed, snapshot };
}

async function emptyIndex(
  unit: VectorUnit,
  { fingerprint: modelId, width }: VectorWorkerOptions,
  openIndex: typeof VectorIndex.open,
): Promise<FedIndex> {
  return { unit, index: await openIndex({ modelId, unit, width }), lastId: 0 };
}
