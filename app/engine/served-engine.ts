import { DomainError } from '../base/domain-error.ts';
import type { Logger } from '../base/logger.ts';
import type { DeletedLibrary } from '../contracts/library.ts';
import { deleteLibrary } from './delete-library.ts';
import type { Engine } from './engine.ts';

type OpenedEngine = { readonly engine: Engine; readonly closing: AbortController };

/** The engine of a library that is served: another one takes its place once everything in the library was deleted. */
export class ServedEngine implements AsyncDisposable {
  readonly logger: Logger;
  readonly #open: () => Promise<Engine>;
  #opened: OpenedEngine | null;
  /** Why there is no engine now. */
  #trouble: unknown = null;

  private constructor(engine: Engine, open: () => Promise<Engine>) {
    this.logger = engine.logger;
    this.#open = open;
    this.#opened = { engine, closing: new AbortController() };
  }

  /** @param open  called now, and again after everything was deleted. @throws as it does. */
  static async open(open: () => Promise<Engine>): Promise<ServedEngine> {
    return new ServedEngine(await open(), open);
  }

  /** @throws DomainError `library.being-deleted`, or what opening the library again failed with. */
  get current(): Engine {
    return this.#present.engine;
  }

  /** Aborts when the engine that is current now is closed, so that whoever follows it lets go. */
  get closing(): AbortSignal {
    return this.#present.closing.signal;
  }

  /** Whatever fails now fails because the library is being deleted. */
  get isBeingDeleted(): boolean {
    return this.#opened === null && this.#trouble === null;
  }

  /**
   * Deletes all that the library is made of, and opens it anew, empty. The documents of the user are not touched.
   * @param libraryDir  names the library that is meant.
   * @throws DomainError `library.locked` | `library.not-this-one` | `library.not-deleted`
   */
  async deleteEverything(libraryDir: string): Promise<DeletedLibrary> {
    const { engine, closing } = this.#present;
    engine.requireDeletable(libraryDir);
    this.#opened = null;
    closing.abort();
    try {
      await engine[Symbol.asyncDispose]();
      return { left: await deleteLibrary(libraryDir) };
    } finally {
      await this.#reopen();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#opened?.closing.abort();
    await this.#opened?.engine[Symbol.asyncDispose]();
  }

  get #present(): OpenedEngine {
    if (this.#opened) return this.#opened;
    throw this.#trouble ?? beingDeleted();
  }

  async #reopen(): Promise<void> {
    try {
      this.#opened = { engine: await this.#open(), closing: new AbortController() };
    } catch (error) {
      this.logger.error('library.not-opened', { error: String(error) });
      this.#trouble = error;
    }
  }
}

/** What every call is told while the library is being deleted. */
export function beingDeleted(): DomainError {
  return new DomainError('library.being-deleted', {
    message: 'Everything in this library is being deleted.',
    nextStep: 'Wait a moment: an empty library takes its place.',
    retryable: true,
  });
}
