import { choiceOf, findChosenModel } from './chosen-model.ts';
import type { EngineParts } from './engine-parts.ts';
import { type LibraryBase, openModelServices } from './model-services.ts';

const LOOK_EVERY_MS = 1_000;
/** Catching up may take at most this share of the time: one part in as many. */
const REST_PER_WORK = 4;

/** Follows what another process changes in a library that is open for reading. */
export class LibraryFollower implements AsyncDisposable {
  readonly #parts: Omit<EngineParts, 'writing'>;
  readonly #base: LibraryBase | null;
  #seen: number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  /** @param base  to open the model that the library changes to; null to stay with the one in use. */
  constructor(parts: Omit<EngineParts, 'writing'>, base: LibraryBase | null) {
    this.#parts = parts;
    this.#base = base;
    this.#seen = parts.store.dataVersion;
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
    const { store, inUse, changes, logger } = this.#parts;
    try {
      const version = store.dataVersion;
      if (version === this.#seen) return;
      await this.#followModel().catch((error: unknown) => {
        logger.warn('library.model-not-followed', { error: String(error) });
      });
      await inUse.current.vectors.catchUp();
      this.#seen = version;
      changes.send();
    } catch (error) {
      logger.warn('library.not-followed', { error: String(error) });
    }
  }

  /** The process that holds the library may have changed its model; its vectors are read before they are used. */
  async #followModel(): Promise<void> {
    const { store, inUse, libraryDir } = this.#parts;
    const active = store.models.inRole('active');
    const isSame = active?.fingerprint === inUse.current.chosen.remembered.fingerprint;
    if (!active || isSame || !this.#base) return;
    const chosen = await findChosenModel(choiceOf(active), libraryDir);
    await using resources = new AsyncDisposableStack();
    const services = openModelServices(chosen, store.models.idOf(active.fingerprint), this.#base);
    resources.use(services);
    await services.vectors.status();
    resources.move();
    void inUse.replace(services);
  }
}
