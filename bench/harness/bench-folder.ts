import { join } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where corpora, vectors, libraries and peers are kept between runs: gigabytes, outside the project.
 * `SEMBLANCE_BENCH_DIR`, or else the system's folder for caches.
 */
export function benchFolder(...parts: string[]): string {
  const root = process.env.SEMBLANCE_BENCH_DIR ?? envPaths('semblance-bench', { suffix: '' }).cache;
  return join(root, ...parts);
}

/** Something a measurement needs is not there; the message says how to come by it. */
export class Missing extends Error {
  override readonly name = 'Missing';
}
