import { HnswShard } from './hnsw-shard.ts';
import type { Hnswlib } from './hnswlib.ts';
import { dequantise, type QuantisedVector } from './quantise.ts';
import { TwinGroups } from './twin-groups.ts';
import type { VectorSet } from './vector-set.ts';

/** A shard with a larger share of removed labels is built anew. */
const MAX_REMOVED_SHARE = 0.3;
const COMPARED_VECTORS = 100;

/**
 * An approximate index over the vectors of a set: graphs of hnswlib, one after another as they fill up. It finds
 * candidates; their scores are the set's.
 */
export class HnswGraph {
  readonly #library: Hnswlib;
  readonly #set: VectorSet;
  readonly #shards: HnswShard[];
  readonly #twins: TwinGroups;

  constructor(library: Hnswlib, set: VectorSet, shards: readonly HnswShard[] = []) {
    this.#library = library;
    this.#set = set;
    this.#shards = [...shards];
    this.#twins = new TwinGroups(set, (id) => this.#shards.some(({ live }) => live.has(id)));
  }

  get shards(): readonly HnswShard[] {
    return this.#shards;
  }

  get bytes(): number {
    return this.#shards.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Points in the graph; ids with equal vectors share one. */
  get points(): number {
    return this.#shards.reduce((sum, { live }) => sum + live.size, 0);
  }

  /** While true, nothing may be added. */
  get writing(): boolean {
    return this.#shards.some(({ writing }) => writing);
  }

  has(id: number): boolean {
    return this.#twins.has(id);
  }

  /** Adds an id that the set holds and the graph does not. Takes about a millisecond. */
  add(id: number): void {
    if (this.#twins.joinTwin(id)) return;
    this.#twins.found(id);
    this.#openShard().add(id, dequantise(this.#set.row(id)));
  }

  /** Removes an id that both the graph and the set hold. */
  remove(id: number): void {
    const label = this.#twins.leave(id);
    if (label !== null) this.#removeLabel(label);
  }

  /** Ids near the query: about `ef` of each shard, and all that have the same vector as one of them. */
  search(query: Float32Array, ef: number): number[] {
    const point = Array.from(query);
    const labels = this.#shards.flatMap((shard) => shard.search(point, ef));
    return labels.flatMap((label) => [...this.#twins.membersOf(label)]);
  }

  /**
   * After loading: takes in the labels whose vectors the set still holds and the twins of those, removes other labels.
   * @returns how many labels the set does not hold.
   */
  adoptLabels(): number {
    const labels = this.#shards.flatMap(({ live }) => [...live]);
    const gone = labels.filter((label) => !this.#set.has(label));
    for (const label of gone) this.#removeLabel(label);
    for (const label of labels) if (this.#set.has(label)) this.#adoptLabel(label);
    for (const id of this.#set.ids()) if (!this.has(id)) this.#twins.joinTwin(id);
    return gone.length;
  }

  /** Twins that lost each other when the label before them was removed meet again. */
  #adoptLabel(label: number): void {
    if (this.#twins.joinTwin(label)) this.#removeLabel(label);
    else this.#twins.found(label);
  }

  /** Whether sampled labels have the set's vectors: they do not where a database was restored from a copy. */
  agreesWithSet(): boolean {
    return this.#shards.every((shard) => {
      const held = [...shard.live].filter((label) => this.#set.has(label));
      const step = Math.ceil(held.length / COMPARED_VECTORS);
      return held.every(
        (label, i) => i % step !== 0 || sameVector(shard.vector(label), this.#set.row(label)),
      );
    });
  }

  /** Drops a shard that consists of removed labels to a large part. Returns the ids to add again; often none. */
  dropWornShard(): number[] {
    const worn = this.#shards.findIndex(({ live, count }) => live.size < count * (1 - MAX_REMOVED_SHARE));
    const shard = this.#shards[worn];
    if (shard === undefined || shard.writing) return [];
    const ids = [...shard.live].flatMap((label) => [...this.#twins.membersOf(label)]);
    for (const id of ids) this.#twins.leave(id);
    this.#shards.splice(worn, 1);
    return ids;
  }

  #openShard(): HnswShard {
    const last = this.#shards.at(-1);
    if (last !== undefined && !last.full) return last;
    const shard = HnswShard.create(this.#library, this.#set.width, this.#set.size - this.points);
    this.#shards.push(shard);
    return shard;
  }

  #removeLabel(label: number): void {
    this.#shards.find((shard) => shard.remove(label));
  }
}

function sameVector(vector: readonly number[], row: QuantisedVector): boolean {
  return dequantise(row).every((value, i) => value === vector[i]);
}
