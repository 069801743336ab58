import { monitorEventLoopDelay } from 'node:perf_hooks';

const LOOK_EVERY_MS = 50;

/** What a piece of work took of this process. */
export interface Effort {
  readonly seconds: number;
  /** Most memory at any look, over what there was before. */
  readonly peakMegabytes: number;
  /** The longest time for which nothing else had its turn. */
  readonly longestStallMs: number;
}

/** Does work, and finds out what it takes. */
export async function watched<T>(work: () => Promise<T>): Promise<{ result: T; effort: Effort }> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();
  try {
    const result = await work();
    look();
    const seconds = (performance.now() - startedAt) / 1_000;
    const effort = { seconds, peakMegabytes: (peak - before) / 2 ** 20, longestStallMs: delay.max / 1e6 };
    return { result, effort };
  } finally {
    clearInterval(timer);
    delay.disable();
  }
}

export function inWords({ seconds, peakMegabytes, longestStallMs }: Effort): string {
  return `${seconds.toFixed(1)} s, ${peakMegabytes.toFixed(0)} MB more at the peak, stalls of ${longestStallMs.toFixed(0)} ms at most`;
}
