import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { writeCheckpointLayers } from '../conversion/index.ts';
import { TextTokenizer } from '../embedding/index.ts';
import { LayersSession } from './layers-session.ts';
import { cosine } from './similarity.ts';
import { pooled } from './token-states.ts';

/** Sentences are read up to here, prompt included. */
const MAX_TOKENS = 256;
/** Pairs are encoded together up to here, padding included. */
const BATCH_TOKENS = 2048;

interface Pair {
  readonly a: string;
  readonly b: string;
}

/** Cosines of pairs, for each layer 1 … L in the order of the pairs. */
type Curve = Float64Array[];

/**
 * The layers of a decoder that is not a package yet, all causal, for the turning-point experiment (METHODS A3): the last
 * token is read after a prompt that asks for the meaning in one word, the mean without.
 */
export class CheckpointReader implements AsyncDisposable {
  readonly #tokenizer: TextTokenizer;
  readonly #session: LayersSession;
  readonly #layers: number;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    tokenizer: TextTokenizer,
    session: LayersSession,
    layers: number,
    resources: AsyncDisposableStack,
  ) {
    this.#tokenizer = tokenizer;
    this.#session = session;
    this.#layers = layers;
    this.#resources = resources;
  }

  /** @throws DomainError `conversion.*` | `model.unsupported` (its tokenizer) */
  static async open(hfFolder: string): Promise<CheckpointReader> {
    await using resources = new AsyncDisposableStack();
    const dir = await mkdtemp(join(tmpdir(), 'semblance-layers-'));
    resources.defer(() => rm(dir, { recursive: true, force: true }));
    const { modelFile, layers, maxPositions } = await writeCheckpointLayers(hfFolder, dir);
    const maxTokens = Math.min(maxPositions, MAX_TOKENS);
    const tokenizer = await TextTokenizer.open({ dir, name: basename(resolve(hfFolder)), maxTokens });
    const session = resources.use(await LayersSession.open(modelFile));
    return new CheckpointReader(tokenizer, session, layers, resources.move());
  }

  /** @param onProgress  told after each batch how many of the 2n runs over pairs are done. */
  async cosines(
    pairs: readonly Pair[],
    onProgress: (done: number, total: number) => void = () => {},
  ): Promise<{ last: Curve; mean: Curve }> {
    const total = 2 * pairs.length;
    const prompted = pairs.map(({ a, b }) => ({ a: inOneWord(a), b: inOneWord(b) }));
    const last = await this.#curve(prompted, 'last', (done) => onProgress(done, total));
    const mean = await this.#curve(pairs, 'mean', (done) => onProgress(pairs.length + done, total));
    return { last, mean };
  }

  async #curve(
    pairs: readonly Pair[],
    pooling: 'last' | 'mean',
    onProgress: (done: number) => void,
  ): Promise<Curve> {
    const rows = pairs.map(
      ({ a, b }) => [this.#tokenizer.encode(a).ids, this.#tokenizer.encode(b).ids] as const,
    );
    const curve = Array.from({ length: this.#layers }, () => new Float64Array(pairs.length));
    let done = 0;
    for (const batch of batches(rows.map(([a, b]) => Math.max(a.length, b.length)))) {
      const states = await this.#session.run(
        batch.flatMap((pair) => rows[pair]!),
        this.#layers,
      );
      for (const [place, pair] of batch.entries()) {
        const [a, b] = [states[2 * place]!, states[2 * place + 1]!];
        for (const [index, cosines] of curve.entries()) {
          const [first, second] = [pooled(a[index + 1]!, pooling), pooled(b[index + 1]!, pooling)];
          cosines[pair] = cosine(first, second, first.length);
        }
      }
      done += batch.length;
      onProgress(done);
    }
    return curve;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync();
  }
}

/** The prompt of METHODS A3 with its cleaning: one sentence end, no double quotes inside. */
function inOneWord(text: string): string {
  const quoted = text.trim().replaceAll('"', "'");
  const ended = /[.?']$/.test(quoted) ? quoted.replace(/\?$/, '.') : `${quoted}.`;
  return `Summarize sentence "${ended}" in one word:"`;
}

/** Indices in batches of like lengths, two rows each. */
function* batches(lengths: readonly number[]): Generator<number[]> {
  const order = lengths.map((_, index) => index).sort((x, y) => lengths[y]! - lengths[x]!);
  while (order.length > 0) {
    const size = Math.max(1, Math.floor(BATCH_TOKENS / (2 * lengths[order[0]!]!)));
    yield order.splice(0, size);
  }
}
