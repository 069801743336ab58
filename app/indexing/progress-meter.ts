import type { IndexProgress } from '../contracts/library.ts';

/** Counts an indexing run. No number that it reports ever goes backwards within the run. */
export class ProgressMeter {
  readonly #provider: string;
  readonly #usedProviders = new Set<string>();
  readonly #startedAt = performance.now();
  #phase: IndexProgress['phase'] = 'scanning';
  #filesDone = 0;
  #filesTotal = 0;
  #bytesDone = 0;
  #bytesTotal = 0;
  #sentencesDone = 0;
  #sentencesTotal = 0;
  #tokens = 0;
  #encodingSince: number | null = null;
  #heldMs = 0;
  /** Since when the run waits to be asked to go on. */
  #heldSince: number | null = null;
  #currentPath: string | null = null;

  /** @param provider  what texts are expected to be encoded with. */
  constructor(provider: string) {
    this.#provider = provider;
  }

  /** A file to read was found. */
  found(bytes: number): void {
    this.#filesTotal++;
    this.#bytesTotal += bytes;
  }

  /** Scanning is over: the totals are fixed from here on. */
  planned(): void {
    this.#phase = 'indexing';
  }

  parsed(path: string, sentences: number): void {
    this.#encodingSince ??= this.#now;
    this.#currentPath = path;
    this.#sentencesTotal += sentences;
  }

  encoded(tokens: number, provider: string): void {
    this.#tokens += tokens;
    if (tokens > 0) this.#usedProviders.add(provider);
  }

  fileDone(bytes: number, sentences: number): void {
    this.#filesDone++;
    this.#bytesDone += bytes;
    this.#sentencesDone += sentences;
  }

  /** A file that was not read took no time that tells anything of the others. */
  fileFailed(bytes: number): void {
    this.#filesDone++;
    this.#bytesTotal -= bytes;
  }

  finish(phase: 'done' | 'cancelled' | 'failed'): void {
    this.#phase = phase;
    this.#currentPath = null;
  }

  /** What texts were encoded with, joined by `+` where it changed on the way. */
  get provider(): string {
    return [...this.#usedProviders].join('+') || this.#provider;
  }

  get seconds(): number {
    return (this.#now - this.#startedAt) / 1000;
  }

  get tokensPerSecond(): number {
    if (this.#encodingSince === null) return 0;
    const seconds = (this.#now - this.#encodingSince) / 1000;
    return seconds > 0 ? Math.round(this.#tokens / seconds) : 0;
  }

  /**
   * Tells where the run stands. The time until it is asked to go on counts for none of the figures, so that a run can
   * be held.
   */
  *report(): Generator<IndexProgress, void> {
    this.#heldSince = performance.now();
    yield this.#snapshot();
    this.#heldMs += performance.now() - this.#heldSince;
    this.#heldSince = null;
  }

  get #now(): number {
    return (this.#heldSince ?? performance.now()) - this.#heldMs;
  }

  #snapshot(): IndexProgress {
    return {
      phase: this.#phase,
      filesDone: this.#filesDone,
      filesTotal: this.#filesTotal,
      sentencesDone: this.#sentencesDone,
      sentencesTotal: this.#sentencesTotal,
      tokensPerSecond: this.tokensPerSecond,
      etaSeconds: this.#etaSeconds(),
      currentPath: this.#currentPath,
      provider: this.provider,
    };
  }

  /** Time is proportional to bytes, as far as the run so far tells; null before it tells anything. */
  #etaSeconds(): number | null {
    if (this.#phase !== 'indexing' || this.#bytesDone === 0 || this.#encodingSince === null) return null;
    const seconds = (this.#now - this.#encodingSince) / 1000;
    return Math.ceil((seconds * Math.max(0, this.#bytesTotal - this.#bytesDone)) / this.#bytesDone);
  }
}
