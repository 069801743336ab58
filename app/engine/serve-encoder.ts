import { DomainError } from '../base/domain-error.ts';
import type { Port } from '../base/port.ts';
import type { MeasuredComparison } from '../compare/index.ts';
import type { CompareChoices, CompareRequest } from '../contracts/compare.ts';
import type { DeviceStage } from '../contracts/device.ts';
import type { Encoded, TextKind } from '../embedding/index.ts';
import type { EncodedTexts, PassageText } from '../indexing/services.ts';
import type { EncodedQuery } from '../search/services.ts';
import {
  type DeviceOrder,
  DeviceService,
  type RuntimeInfo,
  runtimeInfo,
  type SpeedMeasurement,
} from './devices/device-service.ts';
import { EncoderService } from './encoder-service.ts';
import { serveApi } from './remote.ts';

/** What an encoder process does on the CPU. */
export interface EncoderApi {
  /** Opens the model package. @returns the execution provider in use. */
  open(packageDir: string): Promise<string>;
  provider(): string;
  encodeQuery(text: string): Promise<EncodedQuery>;
  encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts>;
  encodeExactly(texts: readonly string[], kind: TextKind): Promise<Encoded>;
  compare(request: CompareRequest, derivedRoot: string | null): Promise<MeasuredComparison>;
  compareChoices(derivedRoot: string | null): Promise<CompareChoices>;
}

/** What it does on another device: the steps of {@link DeviceService}, in their order, then texts. */
export interface DeviceApi {
  runtimeInfo(): RuntimeInfo;
  prepareDevice(order: DeviceOrder): Promise<void>;
  openDevice(): Promise<void>;
  /** Answers when the device is open. */
  awaitDevice(): void;
  checkDevice(): Promise<number>;
  measureDevice(): Promise<SpeedMeasurement>;
  encodeOnDevice(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts>;
  encodeExactlyOnDevice(texts: readonly string[], kind: TextKind): Promise<Encoded>;
  encodeQueryOnDevice(text: string): Promise<EncodedQuery>;
}

/** Hears of every step before it is made, and decides whether it is. */
export type StepGuard = (step: DeviceStage | 'encoding') => void | Promise<void>;

/** Answers the calls of an engine until it goes away. A process holds one model on the CPU, or one on a device. */
export function serveEncoder(port: Port, guard: StepGuard = () => {}): void {
  port.onClose(() => process.exit());
  serveApi<EncoderApi & DeviceApi>(port, { ...onCpu(), ...onDevice(guard) });
}

function onCpu(): EncoderApi {
  let service: EncoderService | null = null;
  const opened = () => service ?? askedTooEarly();
  return {
    async open(packageDir) {
      // A process that lost a thread is given up whole: its supervisor starts another and retries the work.
      service = await EncoderService.open(packageDir, (reason) => {
        process.stderr.write(`${reason}\n`);
        process.exit(1);
      });
      return service.provider;
    },
    provider: () => opened().provider,
    encodeQuery: (text) => opened().encodeQuery(text),
    encode: (sentences, passages) => opened().encode(sentences, passages),
    encodeExactly: (texts, kind) => opened().encodeExactly(texts, kind),
    compare: (request, derivedRoot) => opened().compare(request, derivedRoot),
    compareChoices: (derivedRoot) => opened().compareChoices(derivedRoot),
  };
}

function onDevice(guard: StepGuard): DeviceApi {
  let service: DeviceService | null = null;
  const opened = () => service ?? askedTooEarly();
  const guarded = async <T>(step: Parameters<StepGuard>[0], run: () => Promise<T>): Promise<T> => {
    try {
      await guard(step);
      return await run();
    } catch (error) {
      throw error instanceof DomainError ? error : deviceFailed(error);
    }
  };
  return {
    runtimeInfo,
    prepareDevice: (order) =>
      guarded('preparing', async () => {
        service = await DeviceService.prepare(order);
      }),
    openDevice: () => guarded('opening', () => opened().open()),
    awaitDevice: () => {},
    checkDevice: () => guarded('checking', () => opened().check()),
    measureDevice: () => guarded('measuring', () => opened().measure()),
    encodeOnDevice: (sentences, passages) => guarded('encoding', () => opened().encode(sentences, passages)),
    encodeExactlyOnDevice: (texts, kind) => guarded('encoding', () => opened().encodeExactly(texts, kind)),
    encodeQueryOnDevice: (text) => guarded('encoding', () => opened().encodeQuery(text)),
  };
}

/** onnxruntime throws plain errors: a lost device, too little memory on it, a node it cannot run after all. */
function deviceFailed(cause: unknown): DomainError {
  const reason = String((cause as Error).message ?? cause).slice(0, 300);
  return new DomainError('device.failed', {
    message: `onnxruntime gave up: ${reason}`,
    nextStep: 'Test the device again; if it fails again, use another.',
    cause,
  });
}

function askedTooEarly(): never {
  throw new Error('The encoder was asked before a model was opened.');
}
