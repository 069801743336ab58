import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Mutex } from '../base/mutex.ts';
import { type EncodingJob, openModelPackage, SentenceEncoder, type TextKind } from '../embedding/index.ts';
import type { EncodedTexts, PassageText, VectorRows } from '../indexing/services.ts';
import { quantise } from '../vector-index/index.ts';

const MOST_THREADS = 8;
// A batch blocks the thread while it runs. Alone, indexing takes batches of about 50 ms; while someone types, of 10 ms.
const BATCH_TOKENS = 2048;
const BATCH_TOKENS_BESIDE_QUERIES = 448;
const QUERIES_ARE_ACTIVE_MS = 2_000;

/** What the encoder process does: one model, a session of one thread for queries, one of all cores for indexing. */
export class EncoderService {
  readonly #queries: SentenceEncoder;
  readonly #indexing: SentenceEncoder;
  // Batches share input buffers, so a session works on one job at a time.
  readonly #queryTurn = new Mutex();
  readonly #indexingTurn = new Mutex();
  #lastQueryAt = Number.NEGATIVE_INFINITY;

  private constructor(queries: SentenceEncoder, indexing: SentenceEncoder) {
    this.#queries = queries;
    this.#indexing = indexing;
  }

  /** @throws DomainError `model.*` */
  static async open(packageDir: string): Promise<EncoderService> {
    const model = await openModelPackage(packageDir);
    const queries = await SentenceEncoder.open(model, { threads: 1 });
    const threads = Math.min(MOST_THREADS, availableParallelism());
    return new EncoderService(queries, await SentenceEncoder.open(model, { threads }));
  }

  get provider(): string {
    return this.#indexing.provider;
  }

  async encodeQuery(text: string): Promise<Float32Array> {
    this.#lastQueryAt = performance.now();
    const encoded = await this.#queryTurn.run(() => this.#queries.encode([text], { kind: 'query' }));
    return encoded.vectors;
  }

  /** Sentences whole, passages in windows under their context; in storage precision. */
  async encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts> {
    const windows = passages.map((passage) => this.#windowTexts(passage));
    const texts = [...sentences, ...windows.flat()];
    const { vectors, tokens, truncated } = await this.#run(texts, 'passage');
    const split = sentences.length * this.#indexing.width;
    return {
      sentences: storageRows(vectors.subarray(0, split), this.#indexing.width),
      windows: storageRows(vectors.subarray(split), this.#indexing.width),
      windowsPerPassage: windows.map((texts) => texts.length),
      tokens,
      truncated,
    };
  }

  async encodeExactly(texts: readonly string[], kind: TextKind): Promise<Float32Array> {
    return (await this.#run(texts, kind)).vectors;
  }

  /** Encodes batch by batch; a query that arrives meanwhile waits for one batch at most. */
  async #run(texts: readonly string[], kind: TextKind) {
    const job = await this.#indexing.prepare(texts, { kind });
    await this.#indexingTurn.run(() => this.#runBatches(job));
    return job.result;
  }

  async #runBatches(job: EncodingJob): Promise<void> {
    while (!job.done) {
      const besideQueries = performance.now() - this.#lastQueryAt < QUERIES_ARE_ACTIVE_MS;
      await this.#indexing.runBatch(job, besideQueries ? BATCH_TOKENS_BESIDE_QUERIES : BATCH_TOKENS);
      await nextTurn();
    }
  }

  #windowTexts({ context, text }: PassageText): string[] {
    const prefix = context ? `${context}\n` : '';
    const { model, tokenizer } = this.#indexing;
    if (!tokenizer.encode(text, model.prompts.passage + prefix).truncated) return [prefix + text];
    return this.#indexing
      .windows(text, 'passage', { prefix })
      .map(({ start, end }) => prefix + text.slice(start, end));
  }
}

function storageRows(vectors: Float32Array, width: number): VectorRows {
  const count = vectors.length / width;
  const scales = new Float32Array(count);
  const data = new Int8Array(vectors.length);
  for (let row = 0; row < count; row++) {
    const stored = quantise(vectors.subarray(row * width, (row + 1) * width));
    scales[row] = stored.scale;
    data.set(stored.data, row * width);
  }
  return { scales, data };
}
