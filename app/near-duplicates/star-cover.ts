/** Two passages that are duplicates, by number. */
export interface Tie {
  readonly first: number;
  readonly second: number;
  readonly similarity: number;
}

/** A passage and those that are tied to it. */
export interface Star<T extends Tie> {
  readonly reference: number;
  /** At least one; the most similar first. */
  readonly members: readonly { readonly passage: number; readonly tie: T }[];
}

/** What is to be known of passages besides their ties. */
export interface Acquaintance<T extends Tie> {
  /** Orders passages, the one to keep first. */
  precedence(one: number, other: number): number;
  /** Those that the user keeps apart from it. */
  apartFrom(passage: number): ReadonlySet<number>;
  /** Whether the texts of the two are the same. */
  isCopy(tie: T): boolean;
  /** How much of what the other one of a tie says this passage says too, 0 to 1. */
  coverage(passage: number, tie: T): number;
}

/** A reference is tied to at least this share of the passages that it was chosen from. */
const LEAST_TIED = 0.5;

/**
 * Covers ties with stars: the passage with the most ties gathers all it is tied to around the one of them that stands for
 * them best; then the next that no star has taken yet (the offline star algorithm of Aslam, Pelekhov and Rus, Journal of
 * Graph Algorithms and Applications 8, 2004, but for the choice of the reference). So every member was compared with its
 * reference, nothing drifts along a chain, and every tied passage is in a star; one may be in several.
 *
 * Two that are kept apart are never in one star. A passage that a star had no room for gathers those that are in none,
 * and if there are none, goes beside the one it is most similar to.
 * @returns the same stars whatever the order of the ties.
 */
export function coverWithStars<T extends Tie>(ties: readonly T[], known: Acquaintance<T>): Star<T>[] {
  return new StarCover(ties, known).stars();
}

class StarCover<T extends Tie> {
  readonly #known: Acquaintance<T>;
  readonly #tied: ReadonlyMap<number, readonly T[]>;
  readonly #parted: ReadonlyMap<number, readonly T[]>;
  readonly #taken = new Set<number>();
  readonly #turnedAway = new Set<number>();

  constructor(ties: readonly T[], known: Acquaintance<T>) {
    const { together = [], apart = [] } = Object.groupBy(ties, ({ first, second }) =>
      known.apartFrom(first).has(second) ? 'apart' : 'together',
    );
    this.#known = known;
    this.#tied = tiesOf(together);
    this.#parted = tiesOf(apart);
  }

  stars(): Star<T>[] {
    const ranked = [...this.#tied.keys()].sort(
      (a, b) => this.#tied.get(b)!.length - this.#tied.get(a)!.length || this.#known.precedence(a, b),
    );
    const stars: Star<T>[] = [];
    for (const centre of ranked) {
      if (!this.#taken.has(centre)) stars.push(this.#starWith(centre));
    }
    return stars;
  }

  #starWith(centre: number): Star<T> {
    const neighbours = this.#neighboursOf(centre);
    const free = neighbours.filter(({ passage }) => !this.#taken.has(passage));
    const gathered = this.#turnedAway.has(centre) ? free : neighbours;
    if (gathered.length === 0) return this.#pairOf(centre, this.#bySimilarity(neighbours)[0]!, false);
    if (gathered.length === 1) return this.#pairOf(centre, gathered[0]!, true);
    const around = new Set([centre, ...gathered.map(({ passage }) => passage)]);
    const reference = this.#referenceOf([centre, ...free.map(({ passage }) => passage)], around);
    const tied = this.#neighboursOf(reference).filter(
      ({ passage }) => around.has(passage) || !this.#taken.has(passage),
    );
    return this.#taking({ reference, members: this.#bySimilarity(this.#admitted(centre, tied)) }, around);
  }

  /** @param isOpen  the passage to keep is the reference, whichever of the two it is. */
  #pairOf(centre: number, { passage, tie }: Neighbour<T>, isOpen: boolean): Star<T> {
    const isFirst = isOpen && this.#referenceOf([centre, passage], new Set([centre, passage])) === centre;
    const [reference, member] = isFirst ? [centre, passage] : [passage, centre];
    return this.#taking({ reference, members: [{ passage: member, tie }] }, new Set());
  }

  #taking(star: Star<T>, wanted: ReadonlySet<number>): Star<T> {
    const { reference, members } = star;
    for (const passage of [reference, ...members.map((member) => member.passage)]) this.#taken.add(passage);
    const parted = this.#parted.get(reference)?.map((tie) => otherOf(tie, reference)) ?? [];
    for (const passage of [...wanted, ...parted]) this.#turnedAway.add(passage);
    return star;
  }

  /** All but those that are kept apart from a more similar one. The centre is always among them. */
  #admitted(centre: number, around: readonly Neighbour<T>[]): Neighbour<T>[] {
    const shutOut = new Set(this.#known.apartFrom(centre));
    return this.#bySimilarity(around).filter(({ passage }) => {
      if (shutOut.has(passage)) return false;
      for (const other of this.#known.apartFrom(passage)) shutOut.add(other);
      return true;
    });
  }

  /** Of the candidates the one of the most copies; of those, the one that says most of what the others say. */
  #referenceOf(candidates: readonly number[], around: ReadonlySet<number>): number {
    const rated = candidates.flatMap((passage) => {
      const ties = this.#tied.get(passage)!.filter((tie) => around.has(otherOf(tie, passage)));
      if (ties.length < LEAST_TIED * (around.size - 1)) return [];
      const copies = ties.filter((tie) => this.#known.isCopy(tie)).length;
      const coverage = ties.reduce((sum, tie) => sum + this.#known.coverage(passage, tie), 0);
      return [{ passage, copies, coverage: Math.round(coverage * 1e6) }];
    });
    rated.sort(
      (a, b) =>
        b.copies - a.copies || b.coverage - a.coverage || this.#known.precedence(a.passage, b.passage),
    );
    return rated[0]!.passage;
  }

  #neighboursOf(passage: number): Neighbour<T>[] {
    return this.#tied.get(passage)!.map((tie) => ({ passage: otherOf(tie, passage), tie }));
  }

  /** Copies before others that are as similar. */
  #bySimilarity(neighbours: readonly Neighbour<T>[]): Neighbour<T>[] {
    const isCopy = ({ tie }: Neighbour<T>) => Number(this.#known.isCopy(tie));
    return neighbours.toSorted(
      (a, b) =>
        b.tie.similarity - a.tie.similarity ||
        isCopy(b) - isCopy(a) ||
        this.#known.precedence(a.passage, b.passage),
    );
  }
}

type Neighbour<T extends Tie> = Star<T>['members'][number];

function otherOf({ first, second }: Tie, passage: number): number {
  return first === passage ? second : first;
}

function tiesOf<T extends Tie>(ties: readonly T[]): Map<number, T[]> {
  const tied = new Map<number, T[]>();
  for (const tie of ties) {
    for (const passage of [tie.first, tie.second]) {
      const own = tied.get(passage);
      if (own) own.push(tie);
      else tied.set(passage, [tie]);
    }
  }
  return tied;
}
