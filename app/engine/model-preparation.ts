import { setTimeout as rest } from 'node:timers/promises';
import { type EncodingFailures, encodeStored, type PassageEncoder } from '../indexing/encode-stored.ts';
import { refreshRandomPairs } from '../indexing/random-pairs.ts';
import type { VectorSink } from '../indexing/services.ts';
import { shorteningEncoding, textEncoding } from '../indexing/shorten-vectors.ts';
import type { ModelId } from '../storage/ids.ts';
import type { LibraryWriter } from '../storage/write/library-writer.ts';
import { type ChosenModel, isShorterForm, usedModel } from './chosen-model.ts';
import type { IndexingJobs } from './indexing-jobs.ts';
import type { ModelInUse } from './model-in-use.ts';
import {
  encoderOf,
  type LibraryBase,
  type ModelServices,
  openModelServices,
  openRunner,
} from './model-services.ts';
import { SwitchMeter } from './switch-meter.ts';

/** What prepares a library for a model works with. */
export interface PreparationServices {
  readonly base: LibraryBase;
  readonly writer: LibraryWriter;
  readonly jobs: IndexingJobs;
  readonly inUse: ModelInUse;
  /** Hears where the preparation stands. */
  readonly onProgress: (meter: SwitchMeter) => void;
}

/** Nothing holds the vectors of a model that is only coming. */
const NOBODY: VectorSink = { apply: () => {} };
const LOOK_EVERY_MS = 500;

/**
 * Gives the documents of the library the vectors that they lack under the model in use.
 * @throws AbortError; DomainError `encoder.*` | `model.*` | `library.*`
 */
export async function completeModelInUse(services: PreparationServices, signal: AbortSignal): Promise<void> {
  const { inUse, writer, base } = services;
  const { store } = base;
  const { id, chosen } = inUse.current;
  if (store.models.isComplete(id)) return;
  await inUse.use(async ({ encoder, vectors }) => {
    const meter = meterFor(chosen, id, services);
    const failures = await encodeLacking(id, textEncoding(encoder), vectors, meter, services, signal);
    await refreshRandomPairs(store, writer, id);
    await recordFailures(failures, services);
  });
}

/**
 * Prepares the library for a model while the one in use serves as ever, then puts it in place at one moment. Stopped at
 * any point, by force too, it goes on from there when it is asked for again.
 * @returns when the model is in use and the former one is closed.
 * @throws AbortError; DomainError `encoder.*` | `model.*` | `library.*`
 */
export async function switchModel(
  target: ChosenModel,
  services: PreparationServices,
  signal: AbortSignal,
): Promise<void> {
  const { base, writer, jobs, inUse, onProgress } = services;
  const { whole, remembered, dimensions } = target;
  const id = await writer.model(whole.id, remembered.fingerprint, dimensions);
  const meter = meterFor(target, id, services);
  await encodeTarget(target, id, meter, services, signal);
  await refreshRandomPairs(base.store, writer, id);

  await using resources = new AsyncDisposableStack();
  const next = resources.use(openModelServices(target, id, base));
  using _ = disposedOnAbort(signal, next.runner);
  if (base.store.models.hasComparisons(inUse.current.id)) {
    meter.enter('comparing');
    onProgress(meter);
    for await (const _ of next.duplicates.update(writer, signal)) signal.throwIfAborted();
  }
  meter.enter('opening');
  onProgress(meter);
  await makeReady(next, base, signal);

  for (;;) {
    const failures = await encodeTarget(target, id, meter, services, signal);
    await next.vectors.catchUp();
    await jobs.idle(signal);
    const closing = await jobs.exclusive(() => takeOver(next, failures, services, signal));
    if (!closing) continue;
    resources.move();
    await recordFailures(failures, services);
    return closing.former;
  }
}

/**
 * The one moment: between two indexing runs, if nothing came in between that the model has no vectors of.
 * @returns null where something did.
 */
async function takeOver(
  next: ModelServices,
  failures: EncodingFailures,
  { base, writer, inUse }: PreparationServices,
  signal: AbortSignal,
): Promise<{ former: Promise<void> } | null> {
  signal.throwIfAborted();
  const lacking = base.store.models.lacking(next.id, 0, failures.size + 1);
  if (lacking.some(({ id }) => !failures.has(id))) return null;
  await next.vectors.catchUp();
  await writer.activate(next.chosen.remembered);
  return { former: inUse.replace(next) };
}

/** What the first search would wait for otherwise. */
async function makeReady(
  { encoder, vectors }: ModelServices,
  { keepsGraphs }: LibraryBase,
  signal: AbortSignal,
): Promise<void> {
  await encoder.encodeQuery('ready');
  while (keepsGraphs) {
    const { stage, note } = await vectors.status();
    if (stage !== 'building' || note !== '') return;
    await rest(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function encodeTarget(
  target: ChosenModel,
  id: ModelId,
  meter: SwitchMeter,
  services: PreparationServices,
  signal: AbortSignal,
): Promise<EncodingFailures> {
  const { base, inUse } = services;
  using runner = openRunner(target, base);
  using _ = disposedOnAbort(signal, runner);
  const encoder = encoderOf(target, runner);
  const { chosen, id: active } = inUse.current;
  const encode = isShorterForm(target, chosen)
    ? shorteningEncoding(base.store, active, target.dimensions, encoder)
    : textEncoding(encoder);
  return await encodeLacking(id, encode, NOBODY, meter, services, signal);
}

/** What is under way in another process need not be waited for when nobody wants it any more. */
function disposedOnAbort(signal: AbortSignal, resource: Disposable): Disposable {
  const end = () => resource[Symbol.dispose]();
  signal.addEventListener('abort', end);
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', end) };
}

/** Step by step, whenever nothing else is indexed. */
async function encodeLacking(
  model: ModelId,
  encode: PassageEncoder,
  vectors: VectorSink,
  meter: SwitchMeter,
  { base, writer, jobs, onProgress }: PreparationServices,
  signal: AbortSignal,
): Promise<EncodingFailures> {
  const steps = encodeStored({ store: base.store, writer, vectors, model, encode }, signal);
  for (;;) {
    await jobs.idle(signal);
    const startedAt = performance.now();
    const step = await steps.next();
    if (step.done) return step.value;
    meter.encoded(step.value.passages, step.value.tokens, performance.now() - startedAt);
    onProgress(meter);
  }
}

function meterFor(target: ChosenModel, id: ModelId, { base, onProgress }: PreparationServices): SwitchMeter {
  const { store } = base;
  const left = store.models.lackingCounts(id).passages;
  const meter = new SwitchMeter(usedModel(target), store.documents.passageCount(), left);
  onProgress(meter);
  return meter;
}

/** Documents that the model cannot encode are told of as files that failed; words still find them. */
async function recordFailures(
  failures: EncodingFailures,
  { base, writer }: PreparationServices,
): Promise<void> {
  for (const [id, error] of failures) {
    const document = base.store.documents.byId(id);
    if (document) await writer.recordFailure(document.sourceId, document, error);
  }
}
