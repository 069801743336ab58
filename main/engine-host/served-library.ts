import { ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { toErrorData } from '../../app/base/domain-error.ts';
import type { Logger } from '../../app/base/logger.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { createRouter, type HostServices } from '../../app/engine/router.ts';
import { ServedEngine } from '../../app/engine/served-engine.ts';

type WindowPort = Parameters<RPCHandler<object>['upgrade']>[0];

/** A library that windows call through their ports, also when it cannot be opened: then every answer tells why. */
export class ServedLibrary implements AsyncDisposable {
  readonly #open: () => Promise<Engine>;
  readonly #host: HostServices;
  readonly #logger: Logger;
  #engine: Promise<ServedEngine> | null = null;

  /** @param open  called at once, and again for the next window while the library could not be opened. */
  constructor(open: () => Promise<Engine>, host: HostServices, logger: Logger) {
    this.#open = open;
    this.#host = host;
    this.#logger = logger;
    // The failure is told to the first window that comes.
    this.#opened().catch(() => {});
  }

  /** Answers the calls that come through a port, which the caller then starts. */
  async connect(port: WindowPort): Promise<void> {
    const engine = this.#opened();
    try {
      new RPCHandler(createRouter(await engine, this.#host)).upgrade(port);
    } catch (error) {
      if (this.#engine === engine) this.#engine = null;
      this.#logger.error('library.not-opened', { error: String((error as Error).stack) });
      answerWith(error).upgrade(port);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const engine = await this.#engine?.catch(() => null);
    await engine?.[Symbol.asyncDispose]();
  }

  #opened(): Promise<ServedEngine> {
    this.#engine ??= ServedEngine.open(this.#open);
    return this.#engine;
  }
}

/** Answers every call of the contract with this error, as the engine tells expected trouble. */
function answerWith(error: unknown): RPCHandler<object> {
  const data = toErrorData(error);
  const refuse = () =>
    Promise.reject(new ORPCError('DOMAIN', { defined: true, message: data.message, data }));
  return new RPCHandler({}, { interceptors: [refuse] });
}
