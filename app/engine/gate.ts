/** Lets work through, or holds it until it is opened again. Open at first. */
export class Gate {
  #opening: PromiseWithResolvers<void> | null = null;

  get isClosed(): boolean {
    return this.#opening !== null;
  }

  close(): void {
    this.#opening ??= Promise.withResolvers();
  }

  open(): void {
    this.#opening?.resolve();
    this.#opening = null;
  }

  /** Resolves when the gate is open, or when the signal aborts. */
  async pass(signal: AbortSignal): Promise<void> {
    if (!this.#opening || signal.aborted) return;
    const aborted = Promise.withResolvers<void>();
    const onAbort = () => aborted.resolve();
    signal.addEventListener('abort', onAbort);
    await Promise.race([this.#opening.promise, aborted.promise]);
    signal.removeEventListener('abort', onAbort);
  }
}
