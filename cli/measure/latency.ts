/** Milliseconds by the clock that a share of the calls stayed below: the nearest rank. */
export interface Latency {
  readonly queries: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Calls once for each query, one after the other; the first call of all does not count. */
export async function latencyOf(
  queries: readonly string[],
  call: (query: string) => Promise<unknown>,
): Promise<Latency> {
  const times: number[] = [];
  await call(queries[0]!);
  for (const query of queries) {
    const startedAt = performance.now();
    await call(query);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  return { queries: queries.length, p50Ms: nearestRank(times, 0.5), p95Ms: nearestRank(times, 0.95) };
}

function nearestRank(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.ceil(share * sorted.length) - 1]! * 100) / 100;
}
