import { DomainError } from '../base/domain-error.ts';
import { InferenceSession, type Tensor } from '../base/onnxruntime.ts';
import type { ModelPackage } from './package-description.ts';
import { poolTokens } from './pooling.ts';
import { KNOWN_INPUTS, type TokenBatch } from './token-batch.ts';

export interface SessionOptions {
  /** Threads for one operator; queries are best served by one, indexing by one per core. */
  readonly threads: number;
}

const SENTENCE_OUTPUT = 'sentence_embedding';
const TOKEN_OUTPUTS = ['token_embeddings', 'last_hidden_state'];

/** A loaded graph: batches of tokens to vectors. `run` blocks its thread until the batch is done. */
export class OnnxSession implements AsyncDisposable {
  readonly #session: InferenceSession;
  readonly #model: ModelPackage;
  readonly #output: string;

  private constructor(session: InferenceSession, model: ModelPackage, output: string) {
    this.#session = session;
    this.#model = model;
    this.#output = output;
  }

  /** @throws DomainError `model.corrupt` (does not load), `model.unsupported` (inputs or outputs that are not known). */
  static async open(model: ModelPackage, { threads }: SessionOptions): Promise<OnnxSession> {
    const session = await loadGraph(model, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
    try {
      return new OnnxSession(session, model, chooseOutput(session, model));
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  get inputNames(): readonly string[] {
    return this.#session.inputNames;
  }

  /** @returns one vector per row, rows × width, not yet normalised; it holds until the next run. */
  async run(batch: TokenBatch): Promise<Float32Array> {
    return this.#vectors(await this.#session.run(batch.inputs, [this.#output]), batch);
  }

  /**
   * The vectors of {@link run}, and the states of the tokens, rows × length × their width; null where the graph does not
   * put them out. Both hold until the next run.
   */
  async runWithStates(batch: TokenBatch): Promise<{ vectors: Float32Array; states: Float32Array | null }> {
    const tokens = TOKEN_OUTPUTS.find((name) => this.#session.outputNames.includes(name));
    if (tokens === undefined) return { vectors: await this.run(batch), states: null };
    const outputs = await this.#session.run(batch.inputs, [...new Set([this.#output, tokens])]);
    return { vectors: this.#vectors(outputs, batch), states: outputs[tokens]?.data as Float32Array };
  }

  #vectors(outputs: InferenceSession.OnnxValueMapType, { length, lengths }: TokenBatch): Float32Array {
    const values = (outputs[this.#output] as Tensor).data as Float32Array;
    if (this.#output === SENTENCE_OUTPUT) return values;
    return poolTokens({ values, length, lengths, width: this.#model.width }, this.#model.pooling);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }
}

async function loadGraph(
  model: ModelPackage,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model.onnxPath, options);
  } catch (cause) {
    throw new DomainError('model.corrupt', {
      message: `The model ${model.name} does not load`,
      nextStep: 'Download or convert the model again.',
      cause,
    });
  }
}

function chooseOutput(session: InferenceSession, model: ModelPackage): string {
  const unknown = session.inputNames.filter((name) => !KNOWN_INPUTS.includes(name));
  if (unknown.length > 0) throw unsupported(model, `its graph wants ${unknown.join(', ')}`);
  const wanted = model.hasProjection ? [SENTENCE_OUTPUT] : [SENTENCE_OUTPUT, ...TOKEN_OUTPUTS];
  const output = wanted.find((name) => session.outputNames.includes(name));
  if (output === undefined) throw unsupported(model, `its graph has no output ${wanted.join(' or ')}`);
  const metadata = session.outputMetadata[session.outputNames.indexOf(output)];
  const width = metadata?.isTensor ? metadata.shape.at(-1) : undefined;
  if (typeof width === 'number' && width !== model.width) {
    throw unsupported(model, `its files say ${model.width} dimensions, its graph has ${width}`);
  }
  return output;
}

function unsupported(model: ModelPackage, reason: string): DomainError {
  return new DomainError('model.unsupported', {
    message: `The model ${model.name} cannot be used: ${reason}`,
    nextStep: 'Choose another model, or an export of this one whose graph has a sentence_embedding output.',
  });
}
