import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DomainError, type ErrorData, fromErrorData, toErrorData } from '../../base/domain-error.ts';
import type { Logger } from '../../base/logger.ts';
import { Mutex } from '../../base/mutex.ts';
import type { SpawnProcess } from '../../base/port.ts';
import type { Accelerator, DeviceMeasurement, Rung } from '../../contracts/device.ts';
import { type ModelPackage, modelFingerprint } from '../../embedding/index.ts';
import { DEVICE_GRAPH_VERSION } from './device-graph.ts';
import { DeviceMemory, isRunning, machineName, type RungRecord } from './device-memory.ts';
import {
  DEVICE_LIMITS,
  type DeviceLimits,
  type DeviceProcess,
  deviceProcess,
  deviceTrouble,
} from './device-process.ts';
import type { DeviceOrder, RuntimeInfo } from './device-service.ts';
import { LADDER, providerName, whyAbsent } from './rungs.ts';
import { type TestHooks, tryDevice } from './try-device.ts';

/** A device must be faster than the CPU by this much to be worth its start, its memory and its heat. */
const WORTH = 1.2;
/** A try that was cut off by the end of everything is given this many chances, in case it was not its fault. */
const CHANCES = 2;

export interface DeviceLadderOptions {
  readonly model: ModelPackage;
  /** Folder of derived models, asked for each time; null as long as nothing may be written. */
  readonly derivedRoot: () => string | null;
  readonly spawn: SpawnProcess;
  readonly logger: Logger;
  readonly limits?: DeviceLimits;
}

interface Known {
  readonly runtime: RuntimeInfo;
  readonly memory: DeviceMemory;
}

/** The providers of this machine, what is known of each with one model, and the means to find out. */
export class DeviceLadder implements Disposable {
  readonly #options: DeviceLadderOptions;
  readonly #turn = new Mutex();
  readonly #processes = new DisposableStack();
  #known: Promise<Known> | null = null;

  constructor(options: DeviceLadderOptions) {
    this.#options = options;
  }

  get model(): ModelPackage {
    return this.#options.model;
  }

  async runtime(): Promise<RuntimeInfo> {
    return (await this.#load()).runtime;
  }

  /** In the order in which they are tried, without the CPU. @throws DomainError `device.*` (onnxruntime does not load) */
  async rungs(): Promise<Rung[]> {
    const { runtime, memory } = await this.#load();
    return LADDER.map((rung) => {
      const { provider, name } = rung;
      const error = whyAbsent(rung, runtime);
      if (error) return { ...blank(provider, name), state: 'absent', error };
      return { ...blank(provider, name), ...whatIsKnown(memory.get(provider)) };
    });
  }

  async rung(provider: Accelerator): Promise<Rung> {
    return (await this.rungs()).find((rung) => rung.provider === provider)!;
  }

  /** Tries one provider, whatever is known of it, in a process of its own. One at a time. */
  test(provider: Accelerator, hooks: TestHooks = {}): Promise<Rung> {
    return this.#turn.run(async () => {
      const { memory } = await this.#load();
      const before = memory.get(provider);
      const begun = before?.outcome === 'trying' ? before.begun : 0;
      memory.set(provider, record({ outcome: 'trying', begun: begun + 1 }));
      const outcome = await this.#tried(provider, hooks);
      // Cut off by our own end, which says nothing about the device.
      if (this.#processes.disposed) before ? memory.set(provider, before) : memory.forget(provider);
      else memory.set(provider, outcome);
      return this.rung(provider);
    });
  }

  /** Remembers that a provider failed at its work. */
  async refuse(provider: Accelerator, error: ErrorData): Promise<void> {
    const { memory } = await this.#load();
    const measurement = memory.get(provider)?.measurement ?? null;
    memory.set(provider, record({ outcome: 'refused', error, measurement }));
  }

  /** Takes a measurement for a try that passed. */
  async remember(provider: Accelerator, measurement: DeviceMeasurement): Promise<void> {
    const { memory } = await this.#load();
    memory.set(provider, record({ outcome: 'passed', measurement }));
  }

  /** A process with a session on the provider. @throws DomainError `device.*` | `model.*` | `conversion.*` */
  async open({ provider, measurement }: Rung): Promise<DeviceProcess> {
    const process = this.#process(this.#order(provider as Accelerator, measurement));
    try {
      await process.call('awaitDevice');
      return process;
    } catch (error) {
      process[Symbol.dispose]();
      throw deviceTrouble(error, 'its session was opened');
    }
  }

  /** Ends what is being tried; it counts as not tried. */
  [Symbol.dispose](): void {
    this.#processes.dispose();
  }

  async #tried(provider: Accelerator, hooks: TestHooks): Promise<RungRecord> {
    using process = this.#process();
    const tried = await tryDevice(process, this.#order(provider, null), hooks);
    if (!tried.error) return record({ outcome: 'passed', measurement: tried.measurement });
    this.#options.logger.info('device.refused', { provider, code: tried.error.code });
    return record({ outcome: 'refused', error: tried.error });
  }

  #order(provider: Accelerator, measurement: DeviceMeasurement | null): DeviceOrder {
    const { model, derivedRoot } = this.#options;
    const batchTokens = measurement?.batchTokens ?? null;
    return { packageDir: model.dir, provider, derivedRoot: derivedRoot(), batchTokens };
  }

  #process(order?: DeviceOrder): DeviceProcess {
    const { spawn, logger, limits = DEVICE_LIMITS } = this.#options;
    return this.#processes.use(deviceProcess(spawn, logger, limits, order));
  }

  #load(): Promise<Known> {
    if (this.#known) return this.#known;
    const loading = this.#loaded();
    loading.catch(() => {
      this.#known = null;
    });
    this.#known = loading;
    return loading;
  }

  /** onnxruntime is asked in a process, since loading it may be what crashes. */
  async #loaded(): Promise<Known> {
    const { model, derivedRoot } = this.#options;
    using process = this.#process();
    const runtime = await process.call('runtimeInfo').catch((error: unknown) => {
      throw deviceTrouble(error, 'onnxruntime was loaded');
    });
    const source = {
      runtime: runtime.version,
      graph: DEVICE_GRAPH_VERSION,
      model: await modelFingerprint(model),
      machine: machineName(),
    };
    const key = createHash('sha256').update(JSON.stringify(source)).digest('hex').slice(0, 16);
    const folder = () => {
      const root = derivedRoot();
      return root === null ? null : join(root, model.id);
    };
    return { runtime, memory: new DeviceMemory(folder, key) };
  }
}

/** The provider as what refuses it: for who asked for it by name. */
export function refusal({ provider, error }: Rung): DomainError {
  const { code, message, nextStep } = error ?? interrupted();
  return fromErrorData({
    code,
    message: `${providerName(provider)} cannot be used: ${message}`,
    nextStep,
    retryable: false,
  });
}

function blank(provider: Accelerator, name: string): Rung {
  return { provider, name, state: 'untested', error: null, measurement: null, testedAt: null };
}

function whatIsKnown(known: RungRecord | null): Partial<Rung> {
  if (known === null) return {};
  const { outcome, error, measurement, at: testedAt } = known;
  if (outcome === 'trying') {
    const isLost = !isRunning(known.pid) && known.begun >= CHANCES;
    return isLost ? { state: 'refused', error: interrupted(), testedAt } : {};
  }
  if (outcome === 'refused') return { state: 'refused', error, measurement, testedAt };
  const slower = measurement && whySlower(measurement);
  return { state: slower ? 'slower' : 'usable', error: slower, measurement, testedAt };
}

/** Null where the device is worth its while. */
export function whySlower({ tokensPerSecond, cpuTokensPerSecond }: DeviceMeasurement): ErrorData | null {
  if (tokensPerSecond >= WORTH * cpuTokensPerSecond) return null;
  const [device, cpu] = [tokensPerSecond, cpuTokensPerSecond].map((rate) => Math.round(rate));
  return toErrorData(
    new DomainError('device.slower', {
      message: `It encodes ${device} tokens per second, and the processor ${cpu}.`,
      nextStep:
        'Nothing: the processor is the better choice for this model. You can still choose the device by name.',
    }),
  );
}

function interrupted(): ErrorData {
  return toErrorData(
    new DomainError('device.interrupted', {
      message: `Semblance or the computer ended ${CHANCES} times while it was tried.`,
      nextStep: 'Update the driver of the graphics processor, then test the device again.',
    }),
  );
}

function record(known: Partial<RungRecord> & Pick<RungRecord, 'outcome'>): RungRecord {
  return { error: null, measurement: null, at: Date.now(), pid: process.pid, begun: 0, ...known };
}
