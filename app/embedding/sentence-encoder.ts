import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '../base/domain-error.ts';
import { Mutex } from '../base/mutex.ts';
import type { Provider } from '../contracts/device.ts';
import type { Span } from '../contracts/document.ts';
import { type Encoded, EncodingJob } from './encoding-job.ts';
import { OnnxSession, type SessionOptions } from './onnx-session.ts';
import type { ModelPackage, TextKind } from './package-description.ts';
import { copyUnit } from './pooling.ts';
import { TextTokenizer, type TokenizedText, type WindowOptions } from './text-tokenizer.ts';
import { BatchBuilder } from './token-batch.ts';

/** Tokens of a batch, padding included, unless the caller says otherwise: activations of more leave the caches. */
const MAX_BATCH_TOKENS = 512;
/** Tokenising gives way to other work of the thread this often. */
const TOKENISE_SLICE_MS = 4;

export interface PrepareOptions {
  /** Decides the prompt that is put before every text. */
  readonly kind: TextKind;
  readonly signal?: AbortSignal;
}

/** A text with what the model made of its tokens. */
export interface ExaminedText {
  /** Of unit length. */
  readonly vector: Float32Array;
  /** tokens × their width, row-major; null where the graph does not put them out. */
  readonly states: Float32Array | null;
}

export interface EncodeOptions extends PrepareOptions {
  readonly maxBatchTokens?: number;
}

/**
 * Texts to unit vectors with one model and one onnxruntime session. A batch blocks the thread while it runs; what must
 * not wait for more than one batch goes between two calls of {@link runBatch}.
 */
export class SentenceEncoder implements AsyncDisposable {
  readonly model: ModelPackage;
  readonly tokenizer: TextTokenizer;
  readonly #session: OnnxSession;
  readonly #batches: BatchBuilder;
  readonly #turn = new Mutex();

  private constructor(model: ModelPackage, tokenizer: TextTokenizer, session: OnnxSession) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.#session = session;
    this.#batches = new BatchBuilder(session.inputs);
  }

  /** @throws DomainError `model.missing` | `model.corrupt` | `model.unsupported` | `device.no-session` */
  static async open(model: ModelPackage, options: SessionOptions): Promise<SentenceEncoder> {
    const tokenizer = await TextTokenizer.open(model);
    return new SentenceEncoder(model, tokenizer, await OnnxSession.open(model, options));
  }

  /** The onnxruntime execution provider in use. */
  get provider(): Provider {
    return this.#session.provider;
  }

  get width(): number {
    return this.model.width;
  }

  /**
   * Encodes texts. A blank text gets a zero vector, whose cosine with everything is 0.
   * @param options  `signal` ends it between two batches; `maxBatchTokens` bounds a batch, padding included.
   * @throws DomainError `model.not-finite`; AbortError, and then no partial result.
   */
  async encode(texts: readonly string[], options: EncodeOptions): Promise<Encoded> {
    const job = await this.prepare(texts, options);
    while (!job.done) {
      options.signal?.throwIfAborted();
      await this.runBatch(job, options.maxBatchTokens);
    }
    return job.result;
  }

  /** Tokenises texts, in slices of a few milliseconds; {@link runBatch} then encodes them piece by piece. */
  async prepare(texts: readonly string[], { kind, signal }: PrepareOptions): Promise<EncodingJob> {
    const prompt = this.model.prompts[kind];
    const tokenized: TokenizedText[] = [];
    let sliceEnd = performance.now() + TOKENISE_SLICE_MS;
    for (const text of texts) {
      if (performance.now() > sliceEnd) {
        await nextTurn();
        sliceEnd = performance.now() + TOKENISE_SLICE_MS;
      }
      signal?.throwIfAborted();
      tokenized.push(this.tokenizer.encode(text, prompt));
    }
    return new EncodingJob(tokenized, this.width);
  }

  /**
   * Encodes the next texts of a job. Calls wait for each other, as batches share their buffers.
   * @returns the tokens that were encoded, without padding.
   */
  runBatch(job: EncodingJob, maxBatchTokens = MAX_BATCH_TOKENS): Promise<number> {
    return this.#turn.run(async () => {
      if (job.done) return 0;
      const indices = job.takeBatch(maxBatchTokens);
      const batch = this.#batches.build(indices.map((index) => job.ids(index)));
      const vectors = await this.#session.run(batch);
      for (const [row, index] of indices.entries()) {
        if (!copyUnit(vectors, row, job.row(index))) throw notFinite(this.model);
      }
      return batch.lengths.reduce((sum, length) => sum + length, 0);
    });
  }

  /** Encodes one text that is not blank, and shows the states of its tokens. @throws DomainError `model.not-finite` */
  examine({ ids }: TokenizedText): Promise<ExaminedText> {
    return this.#turn.run(async () => {
      const { vectors, states } = await this.#session.runWithStates(this.#batches.build([ids]));
      const vector = new Float32Array(this.width);
      if (!copyUnit(vectors, 0, vector)) throw notFinite(this.model);
      return { vector, states: states?.slice() ?? null };
    });
  }

  /** Windows of a text that is too long for the model: see {@link TextTokenizer.windows}; the prompt is allowed for. */
  windows(text: string, kind: TextKind, { prefix = '', ...options }: WindowOptions = {}): Span[] {
    return this.tokenizer.windows(text, { ...options, prefix: this.model.prompts[kind] + prefix });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turn.run(() => this.#session[Symbol.asyncDispose]());
  }
}

function notFinite(model: ModelPackage): DomainError {
  return new DomainError('model.not-finite', {
    message: `The model ${model.name} gave a vector without a direction`,
    nextStep: 'Choose another model, or convert this one again.',
  });
}
