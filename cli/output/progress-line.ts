const EVERY_MS = 200;

/** Shows progress on stderr: one line that renews itself on a terminal, a line every few seconds elsewhere. */
export class ProgressLine implements Disposable {
  readonly #timer: NodeJS.Timeout;
  readonly #read: () => string | null;
  readonly #isTerminal = process.stderr.isTTY;
  #shown = false;

  /** @param read  what there is to say now; null for nothing. */
  constructor(read: () => string | null) {
    this.#read = read;
    this.#timer = setInterval(() => this.#show(), this.#isTerminal ? EVERY_MS : EVERY_MS * 15);
  }

  #show(): void {
    const text = this.#read();
    if (text === null) return;
    this.#shown = true;
    process.stderr.write(this.#isTerminal ? `\r\x1b[2K${text}` : `${text}\n`);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    if (this.#shown && this.#isTerminal) process.stderr.write('\r\x1b[2K');
  }
}
