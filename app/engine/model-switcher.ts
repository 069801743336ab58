import { toErrorData } from '../base/domain-error.ts';
import type { ModelSwitch } from '../contracts/library.ts';
import { verifyChecksums } from '../embedding/index.ts';
import { type ChosenModel, choiceOf, findChosenModel, usedModel } from './chosen-model.ts';
import { clearLeftOvers } from './clear-left-overs.ts';
import { completeModelInUse, type PreparationServices, switchModel } from './model-preparation.ts';

interface CurrentWork {
  readonly abort: AbortController;
  /** Resolves also when the work failed. */
  readonly ended: Promise<void>;
  readonly target: ChosenModel | null;
  error: unknown;
}

type SwitcherServices = Omit<PreparationServices, 'onProgress'> & {
  readonly onChange: () => void;
  /** How long the vectors of a former model stay, for readers of the library that follow in a moment. */
  readonly keepFormerMs: number;
};

/**
 * Changes the model of a library, in the background: one change at a time, which a restart takes up again. It also clears
 * what models left behind that are no longer used, and completes what the model in use lacks.
 */
export class ModelSwitcher implements AsyncDisposable {
  readonly #services: SwitcherServices;
  #work: CurrentWork | null = null;
  /** Whether this process was asked for the change, which an earlier one may have begun. */
  #isAsked = false;
  #progress: ModelSwitch | null = null;

  constructor(services: SwitcherServices) {
    this.#services = services;
  }

  /** Where the change under way stands, or how it failed; null while there is none. */
  get progress(): ModelSwitch | null {
    const { jobs } = this.#services;
    const isHeld = jobs.isPaused && this.#progress?.phase === 'encoding';
    return this.#progress && isHeld
      ? { ...this.#progress, phase: 'paused', etaSeconds: null }
      : this.#progress;
  }

  /**
   * Takes up what an earlier process left: the change to a model, vectors that are missing, vectors that nobody uses.
   * @param wish  the model to change to, instead of the one that the library was being prepared for.
   */
  async resume(wish: ChosenModel | null): Promise<void> {
    const { base, writer } = this.#services;
    if (wish) await writer.prepareFor(wish.remembered);
    this.#isAsked = wish !== null;
    const coming = base.store.models.inRole('coming');
    if (!wish && coming) {
      try {
        this.#start(await findChosenModel(choiceOf(coming), base.libraryDir));
      } catch (error) {
        const { name, exitLayer, dimensions } = coming;
        this.#fail({ id: name, name, exitLayer, dimensions: dimensions ?? 0 }, error);
      }
      return;
    }
    this.#start(wish);
  }

  /**
   * Has the library prepared for a model, which is put in use once it is; returns when that has begun.
   * @throws DomainError `model.missing` | `model.checksum` | `model.corrupt` | `library.*`
   */
  async choose(target: ChosenModel): Promise<void> {
    const { inUse, writer } = this.#services;
    const { fingerprint } = target.remembered;
    if (fingerprint === inUse.current.chosen.remembered.fingerprint) return this.cancel();
    const isUnderWay = this.#work?.target?.remembered.fingerprint === fingerprint && !this.#work.error;
    if (isUnderWay) return;
    await verifyChecksums(target.model);
    await this.#stop();
    await writer.prepareFor(target.remembered);
    this.#isAsked = true;
    this.#start(target);
  }

  /** Ends a change under way: the model in use stays, and what was made for the other one is deleted. */
  async cancel(): Promise<void> {
    await this.#stop();
    await this.#services.writer.prepareFor(null);
    this.#progress = null;
    this.#start(null);
  }

  /**
   * Completes what the model in use lacks, and clears what is left over; a change to another model goes on after that.
   * @throws AbortError; DomainError `encoder.*` | `model.*` | `library.*`
   */
  async complete(): Promise<void> {
    const target = this.#work?.target ?? null;
    await this.#stop();
    this.#start(null);
    await this.settled();
    if (target) this.#start(target);
  }

  /** Does again what failed; resolves when that has ended. @throws what it fails with */
  async again(): Promise<void> {
    const target = this.#work?.target ?? null;
    await this.#stop();
    this.#start(target);
    await this.#work?.ended;
  }

  /**
   * Resolves when there is nothing left to do.
   * @param signal  ends the work, which is taken up again when the library is opened the next time.
   * @throws what the work failed with, unless it is a change that an earlier process was asked for; AbortError.
   */
  async settled(signal?: AbortSignal): Promise<void> {
    const stop = () => this.#work?.abort.abort();
    signal?.addEventListener('abort', stop);
    try {
      for (let work = this.#work; work; work = this.#work === work ? null : this.#work) {
        await work.ended;
        signal?.throwIfAborted();
        const concernsCaller = this.#isAsked || work.target === null;
        if (this.#work === work && work.error && concernsCaller) throw work.error;
      }
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
  }

  #start(target: ChosenModel | null): void {
    const abort = new AbortController();
    const run = Promise.resolve().then(() => this.#run(target, abort.signal));
    const work: CurrentWork = {
      ...{ abort, target, error: null },
      ended: run.catch((error: unknown) => {
        work.error = error;
        if (abort.signal.aborted) return;
        this.#fail(usedModel(target ?? this.#services.inUse.current.chosen), error);
      }),
    };
    this.#work = work;
    this.#services.onChange();
  }

  async #stop(): Promise<void> {
    this.#work?.abort.abort();
    await this.#work?.ended;
    this.#work = null;
  }

  async #run(target: ChosenModel | null, signal: AbortSignal): Promise<void> {
    const { onChange, base, keepFormerMs, inUse } = this.#services;
    const services = {
      ...this.#services,
      onProgress: (meter: { report(): ModelSwitch }) => this.#report(meter.report()),
    };
    // A model in use that is damaged is no reason not to change to another.
    await completeModelInUse(services, signal).catch((error: unknown) => {
      if (signal.aborted || !target) throw error;
      base.logger.warn('model.not-completed', { error: String(error) });
    });
    if (target) await switchModel(target, services, signal);
    this.#progress = null;
    onChange();
    await clearLeftOvers({ ...services, keepMs: target ? keepFormerMs : 0, model: inUse.current }, signal);
  }

  #report(progress: ModelSwitch): void {
    this.#progress = progress;
    this.#services.onChange();
  }

  #fail(to: ModelSwitch['to'], error: unknown): void {
    const { logger } = this.#services.base;
    logger.error('model.switch-failed', { error: String(error) });
    const figures = this.#progress ?? { to, passagesDone: 0, passagesTotal: 0, tokensPerSecond: 0 };
    this.#report({ ...figures, phase: 'failed', etaSeconds: null, error: toErrorData(error) });
  }
}
