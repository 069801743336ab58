/** Weights of examples against the query, as in Salton and Buckley, "Improving retrieval performance by relevance feedback" (1990). */
const MORE_WEIGHT = 0.75;
const LESS_WEIGHT = 0.25;

/** Middles of the passages that are wanted and of those that are not, of unit length; null without any. */
export interface Examples {
  readonly more: Float32Array | null;
  readonly less: Float32Array | null;
}

/**
 * Turns a query towards wanted passages and away from others (Rocchio's method).
 * @param query  of unit length.
 * @returns of unit length; the query itself where nothing is left of a direction.
 */
export function steer(query: Float32Array, { more, less }: Examples): Float32Array {
  if (!more && !less) return query;
  const turned = query.map(
    (value, i) => value + MORE_WEIGHT * (more?.[i] ?? 0) - LESS_WEIGHT * (less?.[i] ?? 0),
  );
  const length = Math.hypot(...turned);
  return length === 0 ? query : turned.map((value) => value / length);
}
