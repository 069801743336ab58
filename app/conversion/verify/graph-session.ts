import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DomainError } from '../../base/domain-error.ts';
import { InferenceSession, Tensor } from '../../base/onnxruntime.ts';
import type { Graph } from '../onnx/graph.ts';
import { writeModel } from '../onnx/write-model.ts';
import { type TokenRows, tokenBatch } from './token-batch.ts';

// Waiting threads sleep: the checks share the machine with whatever the user does.
const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/** Unit vectors, one per text, and the states of its real tokens, row-major [T,d]. */
export interface Encoded {
  readonly vectors: readonly Float32Array[];
  readonly states: readonly Float32Array[];
}

/** A sentence graph, or an all-layers graph, running on the CPU. */
export class GraphSession implements AsyncDisposable {
  readonly #session: InferenceSession;
  readonly #folder: string | undefined;

  private constructor(session: InferenceSession, folder?: string) {
    this.#session = session;
    this.#folder = folder;
  }

  /** @throws DomainError `conversion.bad-package` */
  static async open(modelFile: string): Promise<GraphSession> {
    return new GraphSession(await createSession(modelFile));
  }

  /** Writes the graph to a temporary folder, which is removed when the session is closed. */
  static async ofGraph(graph: Graph): Promise<GraphSession> {
    const folder = await mkdtemp(join(tmpdir(), 'semblance-graph-'));
    try {
      const file = join(folder, 'model.onnx');
      await writeModel(graph, file);
      return new GraphSession(await createSession(file), folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Runs a sentence graph over one batch, padded to `length` tokens or to the longest row. */
  async encode(rows: TokenRows, length?: number): Promise<Encoded> {
    const outputs = await this.#session.run(tokenBatch(rows, length));
    return unpack(rows, outputs.sentence_embedding!, outputs.token_embeddings!, 0);
  }

  /** Runs an all-layers graph over one batch; entry 0 holds the embeddings, entry l the states after l layers. */
  async encodeLayers(rows: TokenRows, firstBidirectionalLayer: number): Promise<Encoded[]> {
    const k = new Tensor('int64', [BigInt(firstBidirectionalLayer)], []);
    const outputs = await this.#session.run({ ...tokenBatch(rows), first_bidirectional_layer: k });
    const vectors = outputs.sentence_embeddings!;
    return Array.from({ length: vectors.dims[0]! }, (_, entry) =>
      unpack(rows, vectors, outputs.token_embeddings!, entry),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }
}

async function createSession(modelFile: string): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(modelFile, SESSION_OPTIONS);
  } catch (cause) {
    throw new DomainError('conversion.bad-package', {
      message: `${basename(modelFile)} cannot be loaded by onnxruntime`,
      nextStep: 'Convert or download the model again.',
      cause,
    });
  }
}

/** Takes one entry of outputs […,B,d] and […,B,T,d] apart. */
function unpack(rows: TokenRows, vectors: Tensor, states: Tensor, entry: number): Encoded {
  const [length, width] = states.dims.slice(-2) as [number, number];
  const vectorData = vectors.data as Float32Array;
  const stateData = states.data as Float32Array;
  const first = entry * rows.length;
  return {
    vectors: rows.map((_, b) => vectorData.slice((first + b) * width, (first + b + 1) * width)),
    states: rows.map((row, b) => {
      const start = (first + b) * length * width;
      return stateData.slice(start, start + row.length * width);
    }),
  };
}
