import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../base/logger.ts';
import type { IndexingJobs } from './indexing-jobs.ts';
import type { ModelInUse } from './model-in-use.ts';
import type { ParserPool } from './parser-pool.ts';
import type { Sources } from './sources.ts';

/** Time for a search that has waited for the vectors. */
const ANSWER_MS = 250;
/** Time in which a program that was only opened to search may be closed again. */
const REST_MS = 2_000;

interface SettlingParts {
  readonly inUse: ModelInUse;
  readonly sources: Sources;
  readonly jobs: IndexingJobs;
  readonly parser: ParserPool;
  readonly logger: Logger;
}

/**
 * What a host that stays does when its library can be searched, and not before: watch the sources, look for what changed
 * meanwhile, and then start what the first edited file would otherwise wait for.
 */
export class SettlingIn implements Disposable {
  readonly #closing = new AbortController();

  constructor(parts: SettlingParts) {
    this.#settle(parts, this.#closing.signal).catch((error: unknown) => {
      if (!this.#closing.signal.aborted) parts.logger.warn('engine.not-warm', { error: String(error) });
    });
  }

  /** What was begun ends with the processes that it starts. */
  [Symbol.dispose](): void {
    this.#closing.abort();
  }

  async #settle({ inUse, sources, jobs, parser }: SettlingParts, signal: AbortSignal): Promise<void> {
    // Where the vectors cannot be read, searches tell.
    await inUse.use(({ vectors }) => vectors.status()).catch(() => {});
    await pause(ANSWER_MS, undefined, { signal });
    sources.follow();
    await pause(REST_MS, undefined, { signal });
    await jobs.idle(signal);
    if (sources.count === 0) return;
    await Promise.all([parser.warm(), inUse.use(({ runner }) => runner.warm())]);
  }
}
