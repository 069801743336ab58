import type { Logger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import type { MeasuredComparison } from '../compare/index.ts';
import type { CompareChoices, CompareRequest } from '../contracts/compare.ts';
import type { Encoded, TextKind } from '../embedding/index.ts';
import type { EncodedTexts, PassageText, TextEncoder } from '../indexing/services.ts';
import type { EncodedQuery, QueryEncoder } from '../search/services.ts';
import { isEncoderAnswer } from './answers/encoder-answer.ts';
import type { EncoderApi } from './serve-encoder.ts';
import { SupervisedProcess } from './supervised-process.ts';

interface EncoderLimits {
  readonly timeMs: number;
  readonly memoryBytes: number;
}

const ENCODER_LIMITS: EncoderLimits = { timeMs: 120_000, memoryBytes: 4 * 2 ** 30 };

/** The encoder process: one model, one session for queries and one for indexing. */
export class EncoderClient implements TextEncoder, QueryEncoder, Disposable {
  readonly #process: SupervisedProcess<EncoderApi>;
  #provider = 'cpu';

  /** @param packageDir  of the model; it is opened in the process on the first call. */
  constructor(packageDir: string, spawn: SpawnProcess, logger: Logger, limits = ENCODER_LIMITS) {
    this.#process = new SupervisedProcess<EncoderApi>({
      name: 'encoder',
      spawn: () => spawn('encoder'),
      logger,
      timeLimitMs: limits.timeMs,
      memoryLimitBytes: limits.memoryBytes,
      isSound: isEncoderAnswer,
      prepare: async (remote) => {
        this.#provider = await remote.call('open', packageDir);
      },
    });
  }

  /** The execution provider in use. */
  get provider(): string {
    return this.#provider;
  }

  /** Loads the model now instead of with the first text. @throws DomainError `model.*` | `encoder.*` */
  async start(): Promise<void> {
    await this.#process.call('provider');
  }

  encodeQuery(text: string): Promise<EncodedQuery> {
    return this.#process.call('encodeQuery', text);
  }

  encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts> {
    return this.#process.call('encode', sentences, passages);
  }

  /** In full precision: for the command line and for evaluation. */
  encodeExactly(texts: readonly string[], kind: TextKind): Promise<Encoded> {
    return this.#process.call('encodeExactly', texts, kind);
  }

  /**
   * Compares two texts; see Comparer.compare for errors.
   * @param derivedRoot  folder in which graphs that are made of packages are kept; null to keep none.
   */
  compare(request: CompareRequest, derivedRoot: string | null): Promise<MeasuredComparison> {
    return this.#process.call('compare', request, derivedRoot);
  }

  compareChoices(derivedRoot: string | null): Promise<CompareChoices> {
    return this.#process.call('compareChoices', derivedRoot);
  }

  [Symbol.dispose](): void {
    this.#process[Symbol.dispose]();
  }
}
