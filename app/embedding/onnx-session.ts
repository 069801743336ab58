import { DomainError } from '../base/domain-error.ts';
import { InferenceSession, type Tensor } from '../base/onnxruntime.ts';
import type { Accelerator, Provider } from '../contracts/device.ts';
import { noSession } from './no-session.ts';
import type { ModelPackage } from './package-description.ts';
import { poolTokens } from './pooling.ts';
import { type GraphInput, INPUT_TYPES, KNOWN_INPUTS, type TokenBatch } from './token-batch.ts';

export interface SessionOptions {
  /** Threads for one operator; queries are best served by one, indexing by one per core. */
  readonly threads: number;
  /** What runs the graph instead of the CPU. */
  readonly device?: DeviceOptions;
}

export interface DeviceOptions {
  readonly provider: Accelerator;
  /** File or bytes of a graph with the inputs and outputs of the package's own. */
  readonly graph: string | Uint8Array;
  /** Refuse the session where the provider would leave a node to the CPU. */
  readonly whole: boolean;
}

const SENTENCE_OUTPUT = 'sentence_embedding';
const TOKEN_OUTPUTS = ['token_embeddings', 'last_hidden_state'];

/** A loaded graph: batches of tokens to vectors. `run` blocks its thread until the batch is done. */
export class OnnxSession implements AsyncDisposable {
  readonly provider: Provider;
  readonly #session: InferenceSession;
  readonly #model: ModelPackage;
  readonly #output: string;

  private constructor(
    session: InferenceSession,
    model: ModelPackage,
    output: string,
    provider: Provider = 'cpu',
  ) {
    this.#session = session;
    this.#model = model;
    this.#output = output;
    this.provider = provider;
  }

  /**
   * @throws DomainError `model.corrupt` (does not load), `model.unsupported` (inputs or outputs that are not known),
   *   `device.no-session` (a device does not take it).
   */
  static async open(model: ModelPackage, options: SessionOptions): Promise<OnnxSession> {
    const session = await loadGraph(model, options);
    try {
      requireKnownInputs(session, model);
      return new OnnxSession(session, model, chooseOutput(session, model), options.device?.provider);
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  get inputs(): GraphInput[] {
    return inputsOf(this.#session) as GraphInput[];
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

async function loadGraph(model: ModelPackage, options: SessionOptions): Promise<InferenceSession> {
  const { device, threads } = options;
  const settings: InferenceSession.SessionOptions = {
    executionProviders: [device?.provider ?? 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    ...(device?.whole ? { extra: { session: { disable_cpu_ep_fallback: '1' } } } : {}),
  };
  const graph = device?.graph ?? model.onnxPath;
  try {
    // The two forms of `create` are overloads, which take no union.
    return await (typeof graph === 'string'
      ? InferenceSession.create(graph, settings)
      : InferenceSession.create(graph, settings));
  } catch (cause) {
    throw device ? noSession(device.provider, cause) : doesNotLoad(model, cause);
  }
}

function requireKnownInputs(session: InferenceSession, model: ModelPackage): void {
  const isKnown = ({ name, type }: { name: string; type: string }) =>
    KNOWN_INPUTS.includes(name) && INPUT_TYPES.some((known) => known === type);
  const unknown = inputsOf(session).filter((input) => !isKnown(input));
  if (unknown.length === 0) return;
  throw unsupported(
    model,
    `its graph wants ${unknown.map(({ name, type }) => `${name} (${type})`).join(', ')}`,
  );
}

function inputsOf({ inputMetadata }: InferenceSession): { name: string; type: string }[] {
  return inputMetadata.map((input) => ({
    name: input.name,
    type: input.isTensor ? input.type : 'no tensor',
  }));
}

function chooseOutput(session: InferenceSession, model: ModelPackage): string {
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

function doesNotLoad(model: ModelPackage, cause: unknown): DomainError {
  return new DomainError('model.corrupt', {
    message: `The model ${model.name} does not load`,
    nextStep: 'Download or convert the model again.',
    cause,
  });
}
