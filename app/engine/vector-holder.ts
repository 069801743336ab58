import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { VectorHits } from '../search/services.ts';
import { openForReading } from '../storage/connection.ts';
import { type ModelId, VECTOR_UNITS, type VectorUnit } from '../storage/ids.ts';
import { VectorReader } from '../storage/read/vectors.ts';
import type { VectorChange } from '../storage/write/drafts.ts';
import { VectorIndex, type VectorStage } from '../vector-index/index.ts';

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

const READ_ROWS = 2_000;
const SLICE_MS = 5;
/** Building a graph waits until the vectors have been left alone this long: indexing needs the processor more. */
const BUILD_AFTER_QUIET_MS = 1_500;

/**
 * Holds the vectors of a library for searching: reads them from the database, follows its changes, and, for hosts that
 * stay, builds graphs in slices and keeps them as files.
 */
export class VectorHolder implements AsyncDisposable {
  readonly #options: VectorWorkerOptions;
  readonly #db: Database;
  readonly #reader: VectorReader;
  readonly #indexes: Record<VectorUnit, VectorIndex>;
  readonly #lastId: Record<VectorUnit, number> = { sentence: 0, passage: 0 };
  #note = '';
  #buildTimer: NodeJS.Timeout | undefined;
  #building: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(options: VectorWorkerOptions, indexes: Record<VectorUnit, VectorIndex>) {
    this.#options = options;
    this.#indexes = indexes;
    this.#db = openForReading(options.libraryDir);
    this.#reader = new VectorReader(this.#db);
  }

  /** Reads every vector of the model; searches wait for it. */
  static async open(options: VectorWorkerOptions): Promise<VectorHolder> {
    const { fingerprint: modelId, width } = options;
    const holder = new VectorHolder(options, {
      sentence: await VectorIndex.open({ modelId, unit: 'sentence', width }),
      passage: await VectorIndex.open({ modelId, unit: 'passage', width }),
    });
    for (const unit of VECTOR_UNITS) holder.#readNew(unit);
    if (options.resident) await holder.#loadGraphs();
    return holder;
  }

  search(unit: VectorUnit, query: Float32Array, limit: number, allowed?: readonly number[]): VectorHits {
    const { ids, scores } = this.#indexes[unit].search(query, limit, allowed);
    return { ids, scores: Float32Array.from(scores) };
  }

  cosines(unit: VectorUnit, query: Float32Array, ids: readonly number[]): Float32Array {
    return this.#indexes[unit].gather(query, ids);
  }

  apply(changes: readonly VectorChange[]): void {
    for (const { unit, added, removed } of changes) {
      this.#indexes[unit].remove(removed);
      if (added > 0) this.#readNew(unit);
    }
    this.#buildWhenQuiet();
  }

  status(): VectorStatus {
    const statuses = VECTOR_UNITS.map((unit) => this.#indexes[unit].status());
    const stages = statuses.map(({ stage }) => stage);
    const withoutGraph = statuses.find((status) => status.withoutGraph)?.withoutGraph;
    return {
      stage: stages.includes('building') ? 'building' : stages.includes('hnsw') ? 'hnsw' : 'exact',
      counts: { sentence: statuses[0]?.vectors ?? 0, passage: statuses[1]?.vectors ?? 0 },
      note: withoutGraph === 'no-library' ? 'hnswlib is not installed, so every search scans.' : this.#note,
    };
  }

  /** Reads everything again and builds the graphs anew. */
  async rebuild(): Promise<void> {
    await this.#building;
    for (const unit of VECTOR_UNITS) {
      const { fingerprint: modelId, width } = this.#options;
      this.#indexes[unit] = await VectorIndex.open({ modelId, unit, width });
      this.#lastId[unit] = 0;
      this.#readNew(unit);
    }
    this.#buildWhenQuiet();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#buildTimer);
    await this.#building;
    this.#db.close();
  }

  /** Ids only ever grow, so what is new stands behind the last id that was read. */
  #readNew(unit: VectorUnit): void {
    for (;;) {
      const rows = this.#reader.after(unit, this.#options.modelId, this.#lastId[unit], READ_ROWS);
      const last = rows.ids.at(-1);
      if (last === undefined) return;
      this.#indexes[unit].add(rows);
      this.#lastId[unit] = last;
    }
  }

  async #loadGraphs(): Promise<void> {
    const problems: string[] = [];
    for (const unit of VECTOR_UNITS) {
      const loaded = await this.#indexes[unit].load(this.#options.cacheDir);
      if (loaded.outcome === 'rebuild') problems.push(`The ${unit} graph is built anew: ${loaded.problem}.`);
    }
    this.#note = problems.join(' ');
    this.#buildWhenQuiet();
  }

  #buildWhenQuiet(): void {
    if (!this.#options.resident || this.#closed) return;
    clearTimeout(this.#buildTimer);
    this.#buildTimer = setTimeout(() => {
      this.#building = this.#building.then(() => this.#build());
    }, BUILD_AFTER_QUIET_MS);
  }

  async #build(): Promise<void> {
    for (const unit of VECTOR_UNITS) {
      const index = this.#indexes[unit];
      let worked = false;
      while (!this.#closed && index.work(SLICE_MS)) {
        worked = true;
        await nextTurn();
      }
      if (worked && !this.#closed) {
        await index.save(this.#options.cacheDir).catch((error: unknown) => {
          this.#note = `The ${unit} graph could not be saved: ${String(error)}.`;
        });
      }
    }
  }
}
