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

/**
 * Covers ties with stars: the passage with the most ties becomes a reference and takes all it is tied to, then the next
 * that no star has taken yet (the offline star algorithm of Aslam, Pelekhov and Rus, Journal of Graph Algorithms and
 * Applications 8, 2004). So every member was compared with its reference, nothing drifts along a chain, and every tied
 * passage is in a star; one may be in several.
 * @param precedence  orders passages, the one to keep first; decides between passages with equally many ties.
 * @returns the same stars whatever the order of the ties.
 */
export function coverWithStars<T extends Tie>(
  ties: readonly T[],
  precedence: (a: number, b: number) => number,
): Star<T>[] {
  const tied = tiesOf(ties);
  const byRank = [...tied.keys()].sort(
    (a, b) => tied.get(b)!.length - tied.get(a)!.length || precedence(a, b),
  );
  const taken = new Set<number>();
  const stars: Star<T>[] = [];
  for (const centre of byRank) {
    if (taken.has(centre)) continue;
    const star = starAround(centre, tied.get(centre)!, precedence);
    for (const passage of [star.reference, ...star.members.map((member) => member.passage)])
      taken.add(passage);
    stars.push(star);
  }
  return stars;
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

/** Of two passages alone, the one that precedes is the reference. */
function starAround<T extends Tie>(
  centre: number,
  ties: readonly T[],
  precedence: (a: number, b: number) => number,
): Star<T> {
  const others = ties.map((tie) => ({ passage: tie.first === centre ? tie.second : tie.first, tie }));
  const only = others.length === 1 ? others[0]! : null;
  if (only && precedence(only.passage, centre) < 0) {
    return { reference: only.passage, members: [{ passage: centre, tie: only.tie }] };
  }
  others.sort((a, b) => b.tie.similarity - a.tie.similarity || precedence(a.passage, b.passage));
  return { reference: centre, members: others };
}
