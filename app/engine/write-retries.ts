import type { ErrorData } from '../base/domain-error.ts';
import { isWriteTrouble } from '../storage/database-trouble.ts';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** Background work of a host that stays. */
interface BackgroundWork {
  /** What it ended with; undefined or null while it is under way, and where it went well. */
  readonly error: () => ErrorData | null | undefined;
  /** Does all of it again; resolves when it has ended, well or not. */
  readonly again: () => Promise<unknown>;
}

/**
 * Does work again that ended because the library could not be written: its disk was full, or is read-only. It is tried
 * after 2 s, 4 s and so on, once a minute at last, and only where a file can be written beside the database.
 */
export class WriteRetries implements Disposable {
  readonly #work: BackgroundWork;
  readonly #takesWrites: () => Promise<boolean>;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(work: BackgroundWork, takesWrites: () => Promise<boolean>) {
    this.#work = work;
    this.#takesWrites = takesWrites;
  }

  /** To be told whenever work may have ended. */
  look(): void {
    if (this.#timer || this.#closed || !this.#isRefused) return;
    this.#tryAfter(FIRST_WAIT_MS);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  get #isRefused(): boolean {
    const { code } = this.#work.error() ?? {};
    return code !== undefined && isWriteTrouble(code);
  }

  #tryAfter(waitMs: number): void {
    this.#timer = setTimeout(() => void this.#try(waitMs), waitMs);
    this.#timer.unref();
  }

  async #try(waitedMs: number): Promise<void> {
    const hasRoom = await this.#takesWrites();
    if (this.#closed) return;
    if (hasRoom) await this.#work.again().catch(() => {});
    if (this.#closed) return;
    if (!hasRoom || this.#isRefused) this.#tryAfter(Math.min(2 * waitedMs, LONGEST_WAIT_MS));
    else this.#timer = undefined;
  }
}
