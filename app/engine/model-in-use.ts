import type { ModelServices } from './model-services.ts';

interface Seat {
  readonly services: ModelServices;
  users: number;
  /** Resolved when nobody works with the services any more; only asked for after they were replaced. */
  readonly left: PromiseWithResolvers<void>;
  isReplaced: boolean;
}

/**
 * What works with the model in use. It can be replaced at any time: work that has begun ends with what it began with,
 * and what was replaced is closed after that.
 */
export class ModelInUse implements AsyncDisposable {
  #seat: Seat;
  readonly #open = new Set<ModelServices>();

  constructor(services: ModelServices) {
    this.#seat = seatOf(services);
    this.#open.add(services);
  }

  /** For what takes no time; anything that waits goes through {@link use}. */
  get current(): ModelServices {
    return this.#seat.services;
  }

  /** Works with the services of one model from beginning to end. */
  async use<T>(work: (services: ModelServices) => T | Promise<T>): Promise<T> {
    using held = this.#hold();
    return await work(held.services);
  }

  /** As {@link use}, for work that yields. */
  async *follow<T>(work: (services: ModelServices) => AsyncGenerator<T, void>): AsyncGenerator<T, void> {
    using held = this.#hold();
    yield* work(held.services);
  }

  /**
   * Puts the services of another model in place at once.
   * @returns when the former ones are closed.
   */
  async replace(services: ModelServices): Promise<void> {
    const former = this.#seat;
    this.#seat = seatOf(services);
    this.#open.add(services);
    former.services.duplicates.retire();
    former.isReplaced = true;
    if (former.users > 0) await former.left.promise;
    this.#open.delete(former.services);
    await former.services[Symbol.asyncDispose]();
  }

  /** Closes the services in use, and former ones that somebody still works with. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const services of this.#open) await services[Symbol.asyncDispose]();
  }

  #hold(): { services: ModelServices } & Disposable {
    const seat = this.#seat;
    seat.users++;
    return {
      services: seat.services,
      [Symbol.dispose]: () => {
        seat.users--;
        if (seat.isReplaced && seat.users === 0) seat.left.resolve();
      },
    };
  }
}

function seatOf(services: ModelServices): Seat {
  return { services, users: 0, left: Promise.withResolvers(), isReplaced: false };
}
