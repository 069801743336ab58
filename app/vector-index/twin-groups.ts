import type { VectorSet } from './vector-set.ts';

/**
 * Groups of vectors with the same bytes, each standing behind one label of the graph. Repeated sentences are common
 * (headings, footers, boilerplate), and equal points cut a graph into islands: with 30 % repeats recall@10 was measured
 * to fall from 1.00 to 0.81 (docs/decisions/0004-hnsw-beside-sqlite.md).
 *
 * A label is the id that founded its group; the group outlives that id. Only groups that are not just their label are
 * stored. Two different vectors with one hash cost a missed twin, nothing else.
 */
export class TwinGroups {
  readonly #set: VectorSet;
  readonly #isLabel: (id: number) => boolean;
  readonly #labelByHash = new Map<number, number>();
  readonly #members = new Map<number, Set<number>>();
  readonly #labelOfTwin = new Map<number, number>();

  constructor(set: VectorSet, isLabel: (id: number) => boolean) {
    this.#set = set;
    this.#isLabel = isLabel;
  }

  /** Whether the id stands behind a label. */
  has(id: number): boolean {
    const label = this.#labelOfTwin.get(id) ?? id;
    return this.#members.get(label)?.has(id) ?? this.#isLabel(label);
  }

  /** Ids behind a label; none when it is no label any more. */
  membersOf(label: number): Iterable<number> {
    return this.#members.get(label) ?? (this.#isLabel(label) ? [label] : []);
  }

  /** Puts an id that the set holds behind the label of an equal vector, if there is one. */
  joinTwin(id: number): boolean {
    const label = this.#labelByHash.get(this.#hash(id));
    if (label === undefined) return false;
    const members = this.#members.get(label) ?? new Set([label]);
    if (!this.#sameBytes(first(members), id)) return false;
    this.#members.set(label, members.add(id));
    this.#labelOfTwin.set(id, label);
    return true;
  }

  /** Makes an id that the set holds, and that has no twin, a label. */
  found(id: number): void {
    const hash = this.#hash(id);
    if (!this.#labelByHash.has(hash)) this.#labelByHash.set(hash, id);
  }

  /** Takes out an id that the set still holds. Returns the label to remove from the graph, or null. */
  leave(id: number): number | null {
    const label = this.#labelOfTwin.get(id) ?? id;
    const members = this.#members.get(label);
    members?.delete(id);
    this.#labelOfTwin.delete(id);
    if (members !== undefined && members.size > 0) return null;
    this.#members.delete(label);
    const hash = this.#hash(id);
    if (this.#labelByHash.get(hash) === label) this.#labelByHash.delete(hash);
    return label;
  }

  #sameBytes(a: number, b: number): boolean {
    const other = this.#set.row(b).data;
    return this.#set.row(a).data.every((level, i) => level === other[i]);
  }

  /** FNV-1a over the row's 32-bit words. */
  #hash(id: number): number {
    const { data } = this.#set.row(id);
    const words = new Int32Array(data.buffer, data.byteOffset, data.length >> 2);
    let hash = 0x811c9dc5;
    for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
    return hash >>> 2;
  }
}

function first<T>(values: Set<T>): T {
  return values.values().next().value as T;
}
