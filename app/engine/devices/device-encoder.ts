import { DomainError, toErrorData } from '../../base/domain-error.ts';
import type { Logger } from '../../base/logger.ts';
import type { MeasuredComparison } from '../../compare/index.ts';
import type { CompareChoices, CompareRequest } from '../../contracts/compare.ts';
import type {
  Accelerator,
  DeviceChoice,
  DeviceStage,
  DeviceStatus,
  Provider,
  Rung,
} from '../../contracts/device.ts';
import type { Encoded, TextKind } from '../../embedding/index.ts';
import type { EncodedTexts, PassageText, TextEncoder } from '../../indexing/services.ts';
import type { EncodedQuery, QueryEncoder } from '../../search/services.ts';
import type { EncoderClient } from '../encoder-client.ts';
import { type DeviceLadder, refusal } from './device-ladder.ts';
import { type DeviceProcess, deviceTrouble } from './device-process.ts';
import { Quiet } from './quiet.ts';

/** Characters encoded on the CPU, some seconds' worth, before a device is started that is known to be faster. */
const START_AFTER_CHARACTERS = 400_000;
/** And before devices are tried that nothing is known of: a library read in seconds needs none. */
const TRY_AFTER_CHARACTERS = 2_000_000;
/** What a session encodes first, for nobody. */
const WARMING_TEXTS = ['A sentence.'];
/** A device without work gives its memory back. */
const IDLE_MS = 60_000;

interface OpenDevice {
  readonly rung: Rung;
  readonly process: DeviceProcess;
}

export interface DeviceEncoderOptions {
  /** Encodes on the CPU, and compares. */
  readonly cpu: EncoderClient;
  readonly ladder: DeviceLadder;
  /** `auto` if left out. */
  readonly choice?: DeviceChoice;
  readonly logger: Logger;
  readonly startAfter?: number;
  readonly tryAfter?: number;
}

/**
 * Encodes texts on the device that is chosen. `auto`: the CPU, until there is so much work that a faster device is worth
 * its start; trouble with that device leads back to the CPU and is remembered. A device chosen by name is used or its
 * trouble is told. Queries go where one short text is faster, and wait for nothing.
 * @throws DomainError (from encoding) as EncoderClient, and `device.*` where a device was chosen by name.
 */
export class DeviceEncoder implements TextEncoder, QueryEncoder, Disposable {
  readonly ladder: DeviceLadder;
  readonly #cpu: EncoderClient;
  readonly #logger: Logger;
  readonly #startAfter: number;
  readonly #tryAfter: number;
  readonly #quiet = new Quiet();
  #choice: DeviceChoice;
  #device: Promise<OpenDevice> | null = null;
  #ready: OpenDevice | null = null;
  #starting: Promise<void> | null = null;
  /** Characters after which devices are looked at next. */
  #nextLook: number;
  #characters = 0;
  #provider: Provider = 'cpu';
  #idle: NodeJS.Timeout | undefined;

  constructor({ cpu, ladder, choice = 'auto', logger, startAfter, tryAfter }: DeviceEncoderOptions) {
    this.#cpu = cpu;
    this.ladder = ladder;
    this.#choice = choice;
    this.#logger = logger;
    this.#startAfter = startAfter ?? START_AFTER_CHARACTERS;
    this.#tryAfter = tryAfter ?? TRY_AFTER_CHARACTERS;
    this.#nextLook = this.#startAfter;
  }

  /** What encoded texts last. */
  get provider(): Provider {
    return this.#provider;
  }

  /** Loads the model now instead of with the first text. @throws DomainError `model.*` | `encoder.*` */
  start(): Promise<void> {
    return this.#cpu.start();
  }

  /** Opens a session for indexing on the CPU now instead of with the first text. @throws DomainError `encoder.*` */
  async warm(): Promise<void> {
    if (this.#choice === 'auto' || this.#choice === 'cpu') await this.#cpu.encode(WARMING_TEXTS, []);
  }

  async status(): Promise<DeviceStatus> {
    const { version } = await this.ladder.runtime();
    const rungs = await this.ladder.rungs();
    const { id, name } = this.ladder.model;
    return {
      choice: this.#choice,
      indexing: this.#indexing(rungs),
      queries: this.#queryDevice()?.rung.provider ?? 'cpu',
      onnxruntime: version,
      model: { id, name },
      rungs: [...rungs, cpuRung(rungs)],
    };
  }

  /**
   * Encodes with another device from now on.
   * @throws DomainError `device.*`: the device cannot be used, and nothing changes.
   */
  async choose(choice: DeviceChoice): Promise<void> {
    if (choice !== 'auto' && choice !== 'cpu') await this.#proven(choice);
    this.setChoice(choice);
  }

  /** As {@link choose}, but a device that cannot be used tells so with the first text. */
  setChoice(choice: DeviceChoice): void {
    this.#close();
    this.#choice = choice;
  }

  /** Tries a device, whatever is known of it; nothing is encoded while its speed is measured but queries. */
  async test(provider: Accelerator, onStage?: (stage: DeviceStage) => void): Promise<Rung> {
    // Two sessions would share the device, and its memory.
    if (this.#ready?.rung.provider === provider) await this.#quiet.alone(async () => this.#close());
    const rung = await this.ladder.test(provider, {
      onStage,
      quietly: (measure) => this.#quiet.alone(measure),
    });
    this.#nextLook = this.#startAfter;
    return rung;
  }

  encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts> {
    const characters = lengthOf(sentences) + lengthOf(passages.map(({ text }) => text));
    return this.#work(
      characters,
      (device) => device.call('encodeOnDevice', sentences, passages),
      () => this.#cpu.encode(sentences, passages),
    );
  }

  encodeExactly(texts: readonly string[], kind: TextKind): Promise<Encoded> {
    return this.#work(
      lengthOf(texts),
      (device) => device.call('encodeExactlyOnDevice', texts, kind),
      () => this.#cpu.encodeExactly(texts, kind),
    );
  }

  async encodeQuery(text: string): Promise<EncodedQuery> {
    const device = this.#queryDevice();
    if (!device) return this.#cpu.encodeQuery(text);
    try {
      return await device.process.call('encodeQueryOnDevice', text);
    } catch (error) {
      if (!isDeviceTrouble(error)) throw error;
      await this.#giveUp(device.rung, error);
      return this.#cpu.encodeQuery(text);
    }
  }

  compare(request: CompareRequest, derivedRoot: string | null): Promise<MeasuredComparison> {
    return this.#cpu.compare(request, derivedRoot);
  }

  compareChoices(derivedRoot: string | null): Promise<CompareChoices> {
    return this.#cpu.compareChoices(derivedRoot);
  }

  [Symbol.dispose](): void {
    this.#close();
    this.ladder[Symbol.dispose]();
    this.#cpu[Symbol.dispose]();
  }

  #work<T>(
    characters: number,
    onDevice: (process: DeviceProcess) => Promise<T>,
    onCpu: () => Promise<T>,
  ): Promise<T> {
    this.#characters += characters;
    return this.#quiet.among(async () => {
      const device = await this.#deviceForWork();
      if (device) {
        try {
          const result = await onDevice(device.process);
          this.#provider = device.rung.provider;
          this.#restartIdle();
          return result;
        } catch (error) {
          if (!isDeviceTrouble(error)) throw error;
          // Where it was closed meanwhile, that is why it failed.
          if (this.#ready === device) await this.#giveUp(device.rung, error);
          if (this.#choice === device.rung.provider) throw error;
        }
      }
      this.#provider = 'cpu';
      return onCpu();
    });
  }

  /** Null: the CPU. */
  async #deviceForWork(): Promise<OpenDevice | null> {
    if (this.#choice === 'cpu') return null;
    if (this.#choice !== 'auto') {
      const provider = this.#choice;
      this.#device ??= this.#opened(this.#proven(provider));
      return this.#device;
    }
    if (!this.#ready && this.#characters >= this.#nextLook) this.#startInBackground();
    return this.#ready;
  }

  /** The CPU goes on meanwhile. What cannot be started is remembered by the ladder, and not looked at again here. */
  #startInBackground(): void {
    this.#starting ??= this.#startBest()
      .catch((error: unknown) => this.#logger.warn('device.not-started', { ...toErrorData(error) }))
      .finally(() => {
        this.#starting = null;
      });
  }

  async #startBest(): Promise<void> {
    const mayTry = this.#characters >= this.#tryAfter;
    for (const rung of await this.ladder.rungs()) {
      if (rung.provider === 'cpu') continue;
      const isTried = rung.state === 'untested' && mayTry;
      const known = isTried ? await this.test(rung.provider) : rung;
      if (known.state !== 'usable') continue;
      this.#device = this.#opened(Promise.resolve(known));
      await this.#device;
      return;
    }
    this.#nextLook = mayTry ? Number.POSITIVE_INFINITY : this.#tryAfter;
  }

  #opened(rung: Promise<Rung>): Promise<OpenDevice> {
    const opening = rung.then(async (proven) => {
      try {
        const device = { rung: proven, process: await this.ladder.open(proven) };
        this.#ready = device;
        this.#restartIdle();
        return device;
      } catch (error) {
        if (isDeviceTrouble(error)) await this.#giveUp(proven, error);
        throw error;
      }
    });
    opening.catch(() => {
      if (this.#device === opening) this.#device = null;
    });
    return opening;
  }

  /** A provider that works, tried now if it never was. @throws DomainError with the reason it does not. */
  async #proven(provider: Accelerator): Promise<Rung> {
    const known = await this.ladder.rung(provider);
    const rung = known.state === 'untested' ? await this.ladder.test(provider) : known;
    if (rung.state === 'usable' || rung.state === 'slower') return rung;
    throw refusal(rung);
  }

  async #giveUp({ provider }: Rung, error: unknown): Promise<void> {
    this.#close();
    // Not looked at again before the next start: one crash is enough for a run.
    this.#nextLook = Number.POSITIVE_INFINITY;
    const data = toErrorData(deviceTrouble(error, 'it encoded texts'));
    this.#logger.warn('device.given-up', { provider, code: data.code });
    if (provider !== 'cpu') await this.ladder.refuse(provider, data);
  }

  /** The device where one short text is done sooner than on the CPU, batches under way included. */
  #queryDevice(): OpenDevice | null {
    const measured = this.#ready?.rung.measurement;
    if (!measured || !this.#ready) return null;
    const batchMs = (measured.batchTokens / measured.tokensPerSecond) * 1000;
    const wait = this.#quiet.isBusy ? batchMs : 0;
    return measured.queryMs + wait < measured.cpuQueryMs ? this.#ready : null;
  }

  #indexing(rungs: readonly Rung[]): Provider {
    if (this.#choice !== 'auto') return this.#choice;
    return rungs.find(({ state }) => state === 'usable')?.provider ?? 'cpu';
  }

  #restartIdle(): void {
    clearTimeout(this.#idle);
    const end = () => (this.#quiet.isBusy ? this.#restartIdle() : this.#close());
    this.#idle = setTimeout(end, IDLE_MS).unref();
  }

  #close(): void {
    clearTimeout(this.#idle);
    this.#ready?.process[Symbol.dispose]();
    this.#ready = null;
    this.#device = null;
    this.#characters = 0;
    this.#nextLook = this.#startAfter;
  }
}

/** A vector without a direction is a device's fault until the CPU makes the same of the text. */
function isDeviceTrouble(error: unknown): boolean {
  return (
    error instanceof DomainError && (error.code.startsWith('device.') || error.code === 'model.not-finite')
  );
}

function cpuRung(rungs: readonly Rung[]): Rung {
  const latest = rungs
    .filter(({ measurement }) => measurement !== null)
    .sort((a, b) => b.testedAt! - a.testedAt!)[0];
  const measurement = latest?.measurement && {
    ...latest.measurement,
    cosine: 1,
    tokensPerSecond: latest.measurement.cpuTokensPerSecond,
    queryMs: latest.measurement.cpuQueryMs,
  };
  return {
    ...{ provider: 'cpu', name: 'CPU', state: 'usable', error: null },
    ...{ measurement: measurement ?? null, testedAt: latest?.testedAt ?? null },
  };
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0);
}
