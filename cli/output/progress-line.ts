import type { IndexProgress } from '../../app/contracts/library.ts';

const EVERY_MS = 200;

/** Shows progress on stderr: one line that renews itself on a terminal, a line every few seconds elsewhere. */
export class ProgressLine implements Disposable {
  readonly #timer: NodeJS.Timeout;
  readonly #read: () => IndexProgress | null;
  readonly #isTerminal = process.stderr.isTTY;
  #shown = false;

  constructor(read: () => IndexProgress | null) {
    this.#read = read;
    this.#timer = setInterval(() => this.#show(), this.#isTerminal ? EVERY_MS : EVERY_MS * 15);
  }

  #show(): void {
    const progress = this.#read();
    if (!progress) return;
    this.#shown = true;
    process.stderr.write(
      this.#isTerminal ? `\r\x1b[2K${progressText(progress)}` : `${progressText(progress)}\n`,
    );
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    if (this.#shown && this.#isTerminal) process.stderr.write('\r\x1b[2K');
  }
}

function progressText(progress: IndexProgress): string {
  if (progress.phase === 'scanning') return 'scanning…';
  const { filesDone, filesTotal, sentencesDone, tokensPerSecond, etaSeconds } = progress;
  const eta = etaSeconds === null ? '' : `, ${etaSeconds} s left`;
  return `${filesDone}/${filesTotal} files, ${sentencesDone} sentences, ${tokensPerSecond} tokens/s${eta}`;
}
