import { InferenceSession, Tensor } from '../base/onnxruntime.ts';
import type { TokenStates } from './token-states.ts';

const OUTPUT = 'token_embeddings';

/** A graph of every layer and every k (see allLayersGraph), running on the CPU. `run` blocks its thread. */
export class LayersSession implements AsyncDisposable {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /** @param model  a file, or the bytes of one. */
  static async open(model: string | Uint8Array): Promise<LayersSession> {
    const options: InferenceSession.SessionOptions = {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    };
    // The two forms of `create` are overloads, which take no union.
    const session =
      typeof model === 'string'
        ? InferenceSession.create(model, options)
        : InferenceSession.create(model, options);
    return new LayersSession(await session);
  }

  /**
   * Runs texts with the given first bidirectional layer.
   * @param rows  token ids, special ones included, at least one each.
   * @returns for each text, its states after each layer 0 … L; 0 are the embeddings.
   */
  async run(rows: readonly (readonly number[])[], firstBidirectionalLayer: number): Promise<TokenStates[][]> {
    const outputs = await this.#session.run(
      {
        ...tokenInputs(rows),
        first_bidirectional_layer: new Tensor('int64', [BigInt(firstBidirectionalLayer)], []),
      },
      [OUTPUT],
    );
    const { data, dims } = outputs[OUTPUT] as Tensor;
    const [layers, , length, width] = dims as [number, number, number, number];
    const statesOf = (row: number, layer: number): TokenStates => {
      const start = (layer * rows.length + row) * length * width;
      const tokens = rows[row]!.length;
      return { values: (data as Float32Array).subarray(start, start + tokens * width), tokens, width };
    };
    return rows.map((_, row) => Array.from({ length: layers }, (_, layer) => statesOf(row, layer)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }
}

/** `input_ids` and `attention_mask`, int64 [B,T], padded on the right. */
function tokenInputs(rows: readonly (readonly number[])[]): Record<string, Tensor> {
  const length = Math.max(...rows.map((ids) => ids.length));
  const ids = new BigInt64Array(rows.length * length);
  const mask = new BigInt64Array(rows.length * length);
  for (const [row, tokens] of rows.entries()) {
    ids.set(
      tokens.map((token) => BigInt(token)),
      row * length,
    );
    mask.fill(1n, row * length, row * length + tokens.length);
  }
  const dims = [rows.length, length];
  return { input_ids: new Tensor('int64', ids, dims), attention_mask: new Tensor('int64', mask, dims) };
}
