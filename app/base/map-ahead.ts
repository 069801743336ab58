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
      running.push(map(item));
      if (running.length >= ahead) yield await (running.shift() as Promise<Out>);
    }
    while (running.length > 0) yield await (running.shift() as Promise<Out>);
  } finally {
    // A consumer that stops early leaves calls behind; their failures are nobody's any more.
    await Promise.allSettled(running);
  }
}
