import { DomainError } from '../base/domain-error.ts';
import type { Logger } from '../base/logger.ts';
import type { ChildPort } from '../base/port.ts';
import { ConnectionLost, connectApi, type Remote, type RemoteApi } from './remote.ts';

const MEMORY_CHECK_MS = 250;

export interface SupervisionOptions<Api extends RemoteApi<Api>> {
  /** What the process is called in messages and error codes: `encoder`, `parser`. */
  readonly name: string;
  readonly spawn: () => ChildPort;
  readonly logger: Logger;
  /** Runs on every fresh process before its first call. */
  readonly prepare?: (remote: Remote<Api>) => Promise<void>;
  /** A call that takes longer ends the process; it is not retried. One limit for all calls, or one for each. */
  readonly timeLimitMs?: number | Readonly<Record<keyof Api, number>>;
  /** Whether what was answered to a call can be what it asks for; a process that answers anything else is ended. */
  readonly isSound?: (name: keyof Api, args: readonly unknown[], answer: unknown) => boolean;
  /** A process that holds more resident memory during a call is ended; the call is not retried. */
  readonly memoryLimitBytes?: number;
  /** A process to which nothing was said for so long is ended, for the sake of its memory; the next call starts another. */
  readonly idleLimitMs?: number;
  /** How often a call is made whose process dies under it: twice if left out. */
  readonly attempts?: 1 | 2;
}

interface Running<Api extends RemoteApi<Api>> {
  readonly port: ChildPort;
  readonly remote: Remote<Api>;
  readonly ready: Promise<void>;
}

/**
 * An operating-system process behind an api, because what runs in it may crash, hang or eat memory. It is started on
 * the first call and again after it died; a call that was under way when it died is retried once.
 * @throws DomainError (from `call`) `<name>.crashed` | `<name>.unavailable` | `<name>.timeout` | `<name>.out-of-memory`, or what the api throws.
 */
export class SupervisedProcess<Api extends RemoteApi<Api>> implements Disposable {
  readonly #options: SupervisionOptions<Api>;
  #running: Running<Api> | null = null;
  /** Those that were ended because nothing is asked of them any more. */
  readonly #dismissed = new WeakSet<Running<Api>>();
  #calls = 0;
  #idle: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(options: SupervisionOptions<Api>) {
    this.#options = options;
  }

  async call<Name extends keyof Api & string>(
    name: Name,
    ...args: Parameters<Api[Name]>
  ): Promise<Awaited<ReturnType<Api[Name]>>> {
    try {
      return await this.#attempt(name, args);
    } catch (error) {
      const isRetried = error instanceof ConnectionLost && this.#options.attempts !== 1;
      if (!isRetried || this.#disposed) throw this.#described(error);
    }
    try {
      return await this.#attempt(name, args);
    } catch (error) {
      throw this.#described(error);
    }
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#end();
  }

  async #attempt<Name extends keyof Api & string>(name: Name, args: Parameters<Api[Name]>) {
    const running = this.#start();
    this.#calls++;
    clearTimeout(this.#idle);
    const { timeLimitMs, ...options } = this.#options;
    const limit = typeof timeLimitMs === 'object' ? timeLimitMs[name] : timeLimitMs;
    const limits = new CallLimits(running.port, { ...options, timeLimitMs: limit });
    try {
      await running.ready.catch((error: unknown) => {
        throw error instanceof ConnectionLost ? new NeverReady(error.message) : error;
      });
      const answer = await running.remote.call(name, ...args);
      if (this.#options.isSound?.(name, args, answer) !== false) return answer;
      running.port.kill();
      this.#forget(running);
      throw new ConnectionLost('it answered nonsense');
    } catch (error) {
      throw limits.exceeded ?? error;
    } finally {
      limits.lift();
      this.#calls--;
      this.#endWhenIdle();
    }
  }

  #endWhenIdle(): void {
    const { idleLimitMs } = this.#options;
    if (idleLimitMs === undefined || this.#calls > 0) return;
    this.#idle = setTimeout(() => this.#end(), idleLimitMs).unref();
  }

  #end(): void {
    clearTimeout(this.#idle);
    const running = this.#running;
    if (!running) return;
    this.#dismissed.add(running);
    this.#forget(running);
    running.port.kill();
  }

  #start(): Running<Api> {
    if (this.#disposed) throw new ConnectionLost('shutting down');
    if (this.#running) return this.#running;
    const { name, spawn, logger, prepare } = this.#options;
    const port = spawn();
    const remote = connectApi<Api>(port, () => {
      this.#forget(running);
      port.kill();
    });
    const running: Running<Api> = { port, remote, ready: prepare?.(remote) ?? Promise.resolve() };
    // A process that cannot be made ready is of no use; every call that waits for it hears why.
    running.ready.catch(() => {
      this.#forget(running);
      port.kill();
    });
    port.onClose((reason) => {
      this.#forget(running);
      if (!this.#dismissed.has(running)) logger.warn('process.ended', { process: name, reason });
    });
    this.#running = running;
    return running;
  }

  #forget(running: Running<Api>): void {
    if (this.#running === running) this.#running = null;
  }

  #described(error: unknown): unknown {
    if (!(error instanceof ConnectionLost)) return error;
    const { name, attempts } = this.#options;
    if (error instanceof NeverReady) return unavailableError(name, error);
    const times = attempts === 1 ? 'at its work' : 'twice on the same work';
    return new DomainError(`${name}.crashed`, {
      message: `The ${name} process ended ${times} (${error.message}).`,
      nextStep: 'Semblance started it again and went on; retry this item, and report it if it fails again.',
      retryable: true,
      cause: error,
    });
  }
}

/** The process ended before it was ready: whatever it was to work on has no part in that. */
class NeverReady extends ConnectionLost {}

interface Limits {
  readonly name: string;
  readonly timeLimitMs: number | undefined;
  readonly memoryLimitBytes?: number;
}

/** Watches one call; ends the process when the call takes too long or too much. */
class CallLimits {
  exceeded: DomainError | null = null;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #memory: NodeJS.Timeout | undefined;

  constructor(port: ChildPort, { name, timeLimitMs, memoryLimitBytes }: Limits) {
    const end = (error: DomainError) => {
      this.exceeded ??= error;
      port.kill();
    };
    if (timeLimitMs !== undefined)
      this.#timer = setTimeout(() => end(timeoutError(name, timeLimitMs)), timeLimitMs);
    if (memoryLimitBytes !== undefined) {
      this.#memory = setInterval(() => {
        if ((port.residentBytes() ?? 0) > memoryLimitBytes) end(memoryError(name, memoryLimitBytes));
      }, MEMORY_CHECK_MS);
    }
  }

  lift(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#memory);
  }
}

function timeoutError(name: string, limitMs: number): DomainError {
  return new DomainError(`${name}.timeout`, {
    message: `The ${name} did not finish within ${limitMs / 1000} s and was stopped.`,
    nextStep: 'The file may be damaged or too complex; simplify or split it, then retry.',
  });
}

function memoryError(name: string, limitBytes: number): DomainError {
  return new DomainError(`${name}.out-of-memory`, {
    message: `The ${name} needed more than ${Math.round(limitBytes / 2 ** 20)} MB and was stopped.`,
    nextStep: 'Split the file into smaller ones, then retry.',
  });
}

function unavailableError(name: string, cause: Error): DomainError {
  return new DomainError(`${name}.unavailable`, {
    message: `The ${name} process cannot be started (${cause.message}).`,
    nextStep: 'Run semblance doctor; if the model is sound, restart Semblance and report it.',
    retryable: true,
    cause,
  });
}
