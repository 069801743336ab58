import type { PassageId } from '../storage/ids.ts';
import type { ComparedRow } from '../storage/read/comparison-rows.ts';
import type { ComparisonReader } from '../storage/read/comparisons.ts';
import { NeighbourTable } from '../vector-index/index.ts';
import { readTextVectors, type TextVectors } from './text-vectors.ts';

/** The nearest that count as candidates and, but for the first two, as the neighbourhood. */
const NEIGHBOURS = 12;
/** Two others may say the same thing without making a passage's neighbourhood look dense. */
const SPARED = 2;

/** A passage's place among the others. */
export interface Neighbourhood {
  /** The nearest others, nearest first. */
  readonly nearest: readonly PassageId[];
  /** Mean cosine with the third to the twelfth nearest; 0 where there are no more than two. */
  readonly density: number;
}

/**
 * The neighbours of passages by meaning. Passages with the same words have one place among the others, that of the first
 * of them: copies would fill the neighbourhood of their like. Passages without a vector or with little prose have none.
 */
export class Neighbourhoods {
  readonly #standIns: ReadonlyMap<number, PassageId>;
  readonly #vectors: TextVectors;
  readonly #rowOf: ReadonlyMap<PassageId, number>;
  readonly #table: NeighbourTable | null;
  readonly #known = new Map<PassageId, Neighbourhood>();

  private constructor(
    standIns: ReadonlyMap<number, PassageId>,
    vectors: TextVectors,
    table: NeighbourTable | null,
  ) {
    this.#standIns = standIns;
    this.#vectors = vectors;
    this.#rowOf = new Map(vectors.ids.map((id, row) => [id, row]));
    this.#table = table;
  }

  /**
   * Reads the vectors in pieces, between which the caller may see to other things.
   * @param passages  those with enough prose, in the order of their ids.
   * @param queries   for how many of them neighbours will be asked, about.
   */
  static *among(
    passages: readonly ComparedRow[],
    queries: number,
    reader: ComparisonReader,
  ): Generator<void, Neighbourhoods> {
    const standIns = new Map<number, PassageId>();
    for (const { passageId, textHash } of passages) {
      if (!standIns.has(textHash)) standIns.set(textHash, passageId);
    }
    const vectors = yield* readTextVectors(reader, [...standIns.values()]);
    const table = vectors.ids.length > 0 ? yield* NeighbourTable.of(vectors, vectors.width, queries) : null;
    return new Neighbourhoods(standIns, vectors, table);
  }

  /** Looked up once for each text. */
  of(passage: ComparedRow): Neighbourhood | null {
    const id = this.#standIn(passage);
    if (id === undefined || this.#table === null) return null;
    const known = this.#known.get(id) ?? this.#lookAround(id, this.#table);
    this.#known.set(id, known);
    return known;
  }

  /** As it is now, or else as it was when the passage was compared. */
  density(passage: ComparedRow): number | null {
    const id = this.#standIn(passage);
    return (id === undefined ? undefined : this.#known.get(id)?.density) ?? passage.density;
  }

  /** Null where one of the two has no vector. */
  cosine(first: ComparedRow, second: ComparedRow): number | null {
    const [one, other] = [this.#standIn(first), this.#standIn(second)];
    if (one === undefined || other === undefined) return null;
    const [a, b] = [this.#vector(one), this.#vector(other)];
    let sum = 0;
    for (let i = 0; i < a.data.length; i++) sum += a.data[i]! * b.data[i]!;
    return Math.min(1, sum * a.scale * b.scale);
  }

  #lookAround(id: PassageId, table: NeighbourTable): Neighbourhood {
    const { ids, scores } = table.nearest(this.#vector(id), NEIGHBOURS + 1);
    const others = ids.flatMap((other, i) =>
      other === id ? [] : [{ other: other as PassageId, cosine: scores[i]! }],
    );
    const nearest = others.slice(0, NEIGHBOURS);
    const further = nearest.slice(SPARED);
    const density = further.reduce((sum, { cosine }) => sum + cosine, 0) / Math.max(1, further.length);
    return { nearest: nearest.map(({ other }) => other), density };
  }

  #standIn({ textHash }: ComparedRow): PassageId | undefined {
    const id = this.#standIns.get(textHash);
    return id !== undefined && this.#rowOf.has(id) ? id : undefined;
  }

  #vector(id: PassageId) {
    const { data, scales, width } = this.#vectors;
    const row = this.#rowOf.get(id)!;
    return { scale: scales[row]!, data: data.subarray(row * width, (row + 1) * width) };
  }
}
