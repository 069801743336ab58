import type { Broadcast } from '../base/broadcast.ts';
import type { Logger } from '../base/logger.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { VectorClient } from './vector-client.ts';

const LOOK_EVERY_MS = 1_000;
/** Catching up may take at most this share of the time: one part in as many. */
const REST_PER_WORK = 4;

/** Follows what another process changes in a library that is open for reading. */
export class LibraryFollower implements AsyncDisposable {
  readonly #store: LibraryStore;
  readonly #vectors: VectorClient;
  readonly #changes: Broadcast<void>;
  readonly #logger: Logger;
  #seen: number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(store: LibraryStore, vectors: VectorClient, changes: Broadcast<void>, logger: Logger) {
    this.#store = store;
    this.#vectors = vectors;
    this.#changes = changes;
    this.#logger = logger;
    this.#seen = store.dataVersion;
    this.#lookAfter(LOOK_EVERY_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #lookAfter(delayMs: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      const startedAt = performance.now();
      this.#looking = this.#look().finally(() => {
        this.#lookAfter(LOOK_EVERY_MS + REST_PER_WORK * (performance.now() - startedAt));
      });
    }, delayMs);
    // Following alone is no reason for a process to stay.
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    try {
      const version = this.#store.dataVersion;
      if (version === this.#seen) return;
      await this.#vectors.catchUp();
      this.#seen = version;
      this.#changes.send();
    } catch (error) {
      this.#logger.warn('library.not-followed', { error: String(error) });
    }
  }
}
