import { availableParallelism } from 'node:os';
import { Mutex } from '../base/mutex.ts';
import type { Comparer, MeasuredComparison } from '../compare/index.ts';
import type { CompareChoices, CompareRequest } from '../contracts/compare.ts';
import {
  type Encoded,
  openModelPackage,
  SentenceEncoder,
  type TextKind,
  verifyChecksums,
} from '../embedding/index.ts';
import type { EncodedTexts, PassageText, VectorRows } from '../indexing/services.ts';
import type { EncodedQuery } from '../search/services.ts';
import type { EncodedItems } from './encode-items.ts';
import { EncoderThreads } from './encoder-threads.ts';

const MOST_THREADS = 8;

/** What the encoder process does: a session for queries on the main thread, sessions for indexing on threads. */
export class EncoderService {
  readonly #queries: SentenceEncoder;
  // Batches share input buffers, so a session works on one job at a time.
  readonly #queryTurn = new Mutex();
  readonly #packageDir: string;
  readonly #onThreadEnd: (reason: string) => void;
  #threads: EncoderThreads | null = null;
  #comparer: Promise<Comparer> | null = null;

  private constructor(queries: SentenceEncoder, packageDir: string, onThreadEnd: (reason: string) => void) {
    this.#queries = queries;
    this.#packageDir = packageDir;
    this.#onThreadEnd = onThreadEnd;
  }

  /**
   * @param onThreadEnd  hears why an indexing thread ended; the service is of no use after that.
   * @throws DomainError `model.*`
   */
  static async open(packageDir: string, onThreadEnd: (reason: string) => void): Promise<EncoderService> {
    const model = await openModelPackage(packageDir);
    await verifyChecksums(model);
    return new EncoderService(await SentenceEncoder.open(model, { threads: 1 }), packageDir, onThreadEnd);
  }

  get provider(): string {
    return this.#queries.provider;
  }

  async encodeQuery(text: string): Promise<EncodedQuery> {
    const encoded = await this.#queryTurn.run(() => this.#queries.encode([text], { kind: 'query' }));
    return { vector: encoded.vectors, isCut: encoded.truncated > 0 };
  }

  /** Sentences whole, passages in windows under their context; in storage precision. */
  async encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts> {
    const whole = sentences.map((text) => ({ text, context: null }));
    const [first, second] = await Promise.all([
      this.#indexing().encode(whole),
      this.#indexing().encode(passages),
    ]);
    return {
      sentences: joinRows(first),
      windows: joinRows(second),
      windowsPerPassage: second.flatMap(({ rowsPerItem }) => rowsPerItem),
      tokens: sum([...first, ...second].map(({ tokens }) => tokens)),
      truncated: sum([...first, ...second].map(({ truncated }) => truncated)),
    };
  }

  /** In full precision. */
  async encodeExactly(texts: readonly string[], kind: TextKind): Promise<Encoded> {
    const parts = await this.#indexing().encodeExactly(texts, kind);
    const vectors = new Float32Array(texts.length * this.#queries.width);
    fill(
      vectors,
      parts.map((part) => part.vectors),
    );
    return {
      vectors,
      tokens: sum(parts.map(({ tokens }) => tokens)),
      truncated: sum(parts.map(({ truncated }) => truncated)),
    };
  }

  /** See Comparer.compare. @param derivedRoot  folder for graphs that are made of packages; null to keep none. */
  async compare(request: CompareRequest, derivedRoot: string | null): Promise<MeasuredComparison> {
    return (await this.#comparing(derivedRoot)).compare(request);
  }

  async compareChoices(derivedRoot: string | null): Promise<CompareChoices> {
    return (await this.#comparing(derivedRoot)).choices;
  }

  /** Opened with the first comparison, since it needs a graph of its own and the code that makes it. */
  #comparing(derivedRoot: string | null): Promise<Comparer> {
    if (this.#comparer === null) {
      this.#comparer = import('../compare/index.ts').then((compare) =>
        compare.Comparer.open(this.#queries, derivedRoot),
      );
      this.#comparer.catch(() => {
        this.#comparer = null;
      });
    }
    return this.#comparer;
  }

  /** Threads are started with the first text to index: a process that only answers queries needs none. */
  #indexing(): EncoderThreads {
    this.#threads ??= new EncoderThreads(
      this.#packageDir,
      Math.min(MOST_THREADS, availableParallelism()),
      this.#onThreadEnd,
    );
    return this.#threads;
  }
}

function joinRows(parts: readonly EncodedItems[]): VectorRows {
  const scales = new Float32Array(sum(parts.map((part) => part.scales.length)));
  const data = new Int8Array(sum(parts.map((part) => part.data.length)));
  fill(
    scales,
    parts.map((part) => part.scales),
  );
  fill(
    data,
    parts.map((part) => part.data),
  );
  return { scales, data };
}

function fill<Column extends Float32Array | Int8Array>(target: Column, parts: readonly Column[]): void {
  let at = 0;
  for (const part of parts) {
    target.set(part, at);
    at += part.length;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
