import { DomainError } from '../../base/domain-error.ts';
import { env, listSupportedBackends } from '../../base/onnxruntime.ts';
import type { Accelerator, DeviceMeasurement } from '../../contracts/device.ts';
import {
  activationTokens,
  type Encoded,
  type ModelPackage,
  openModelPackage,
  SentenceEncoder,
  type TextKind,
} from '../../embedding/index.ts';
import type { EncodedTexts, PassageText } from '../../indexing/services.ts';
import type { EncodedQuery } from '../../search/services.ts';
import { encodeItems } from '../encode-items.ts';
import { EncoderService } from '../encoder-service.ts';
import { CHECK_SENTENCES } from './check-sentences.ts';
import { deviceGraph } from './device-graph.ts';
import { lowestCosine } from './lowest-cosine.ts';
import { fastestRate, medianMs, SHORT_SENTENCE } from './measure-speed.ts';

/** What a device is opened for. */
export interface DeviceOrder {
  readonly packageDir: string;
  readonly provider: Accelerator;
  /** Folder of derived models; null to make them in memory. */
  readonly derivedRoot: string | null;
  /** As measured before; null before it was. */
  readonly batchTokens: number | null;
}

/** This build of onnxruntime. */
export interface RuntimeInfo {
  readonly version: string;
  /** Names of the providers that it was built with, on this system. */
  readonly backends: readonly string[];
}

export type SpeedMeasurement = Omit<DeviceMeasurement, 'cosine' | 'startMs'>;

/** Of any tensor that a batch brings about. */
const LARGEST_ACTIVATION_BYTES = 256 * 2 ** 20;
/** Tokens of a batch, padding included: GPUs are kept busy by more than a CPU's caches hold. */
const BATCH_TOKENS = [512, 1024, 2048, 4096, 8192, 16_384];

export function runtimeInfo(): RuntimeInfo {
  return { version: env.versions.node ?? '?', backends: listSupportedBackends().map(({ name }) => name) };
}

/** One provider at work inside an encoder process of its own. Its steps are calls, so that the other end knows which one ended it. */
export class DeviceService {
  readonly #order: DeviceOrder;
  readonly #model: ModelPackage;
  readonly #graph: string | Uint8Array;
  #encoder: SentenceEncoder | null = null;

  private constructor(order: DeviceOrder, model: ModelPackage, graph: string | Uint8Array) {
    this.#order = order;
    this.#model = model;
    this.#graph = graph;
  }

  /** Finds or makes what the provider runs. @throws DomainError `device.unsupported-model` | `model.*` | `conversion.*` */
  static async prepare(order: DeviceOrder): Promise<DeviceService> {
    const model = await openModelPackage(order.packageDir);
    return new DeviceService(order, model, await deviceGraph(model, order.derivedRoot));
  }

  /** @throws DomainError `device.no-session` */
  async open(): Promise<void> {
    const { provider } = this.#order;
    // Every node of a graph of ours has a WebGPU kernel, which is tested; whether the other providers have them all
    // could not be tested, and their speed decides.
    const whole = provider === 'webgpu' && this.#model.card !== null;
    const device = { provider, graph: this.#graph, whole };
    this.#encoder = await SentenceEncoder.open(this.#model, { threads: 1, device });
  }

  /** @returns the lowest cosine of the check sentences to what the CPU makes of them; NaN where a vector is not finite. */
  async check(): Promise<number> {
    await using cpu = await SentenceEncoder.open(this.#model, { threads: 1 });
    const expected = await cpu.encode(CHECK_SENTENCES, { kind: 'passage' });
    try {
      const found = await this.#opened().encode(CHECK_SENTENCES, { kind: 'passage' });
      return lowestCosine(found.vectors, expected.vectors, this.#model.width);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'model.not-finite') return Number.NaN;
      throw error;
    }
  }

  /** Speed of the device and of the CPU, which has all cores for it. @throws DomainError `model.*` */
  async measure(): Promise<SpeedMeasurement> {
    const encoder = this.#opened();
    const cpu = await EncoderService.open(this.#order.packageDir, () => {});
    const most = await activationTokens(this.#model, LARGEST_ACTIVATION_BYTES);
    const budgets = BATCH_TOKENS.filter((tokens) => tokens <= Math.max(most, BATCH_TOKENS[0]!));
    const onDevice = await fastestRate(budgets, (texts, maxBatchTokens) =>
      encoder.encode(texts, { kind: 'passage', maxBatchTokens }),
    );
    const onCpu = await fastestRate(budgets, (texts) => cpu.encodeExactly(texts, 'passage'));
    return {
      tokensPerSecond: onDevice.tokensPerSecond,
      batchTokens: onDevice.budget,
      cpuTokensPerSecond: onCpu.tokensPerSecond,
      queryMs: await medianMs(() => encoder.encode([SHORT_SENTENCE], { kind: 'query' })),
      cpuQueryMs: await medianMs(() => cpu.encodeQuery(SHORT_SENTENCE)),
    };
  }

  /** As EncoderService.encode. */
  async encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts> {
    const whole = sentences.map((text) => ({ text, context: null }));
    const first = await encodeItems(whole, this.#opened(), this.#batchTokens);
    const second = await encodeItems(passages, this.#opened(), this.#batchTokens);
    return {
      sentences: { scales: first.scales, data: first.data },
      windows: { scales: second.scales, data: second.data },
      windowsPerPassage: second.rowsPerItem,
      tokens: first.tokens + second.tokens,
      truncated: first.truncated + second.truncated,
    };
  }

  encodeExactly(texts: readonly string[], kind: TextKind): Promise<Encoded> {
    return this.#opened().encode(texts, { kind, maxBatchTokens: this.#batchTokens });
  }

  /** Waits for one batch of {@link encode} at most. */
  async encodeQuery(text: string): Promise<EncodedQuery> {
    const encoded = await this.#opened().encode([text], { kind: 'query' });
    return { vector: encoded.vectors, isCut: encoded.truncated > 0 };
  }

  get #batchTokens(): number {
    return this.#order.batchTokens ?? BATCH_TOKENS[0]!;
  }

  #opened(): SentenceEncoder {
    if (!this.#encoder) throw new Error('The device was asked before it was opened.');
    return this.#encoder;
  }
}
