/**
 * Maps an asynchronous sequence with up to `ahead` calls running at once and yields the results in input order. The
 * consumer sets the pace: no more than `ahead` results wait for it.
 */
export async function* mapAhead<In, Out>(
  items: AsyncIterable<In> | Iterable<In>,
  ahead: number,
  map: (item: In) => Promise<Out>,
): AsyncGenerator<Out, void> {
  const running: Promise<Out>[] = [];
  try {
    for await (const item of items) {
      const result = map(item);
      // It may fail while the consumer is still busy with an earlier one; the failure is told in its turn.
      result.catch(() => {});
      running.push(result);
      if (running.length >= ahead) yield await (running.shift() as Promise<Out>);
    }
    while (running.length > 0) yield await (running.shift() as Promise<Out>);
  } finally {
    // A consumer that stops early leaves calls behind; their failures are nobody's any more.
    await Promise.allSettled(running);
  }
}
