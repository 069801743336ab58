import { Broadcast } from '../../base/broadcast.ts';
import type { Accelerator, DeviceProgress } from '../../contracts/device.ts';
import type { DeviceEncoder } from './device-encoder.ts';
import { refusal } from './device-ladder.ts';

const STEP_EVERY_MS = 100;

type Step = Pick<DeviceProgress, 'provider' | 'stage'>;

/**
 * Tries devices one after another, whatever is known of them.
 * @param provider  left out: all that this system could have.
 * @yields every step, the latest where they come faster than they are taken, and the outcome. The tries go on when
 *   nobody listens.
 * @throws DomainError `device.*` when the one that is asked for cannot be had here.
 */
export async function* testDevices(
  encoder: DeviceEncoder,
  signal: AbortSignal,
  provider?: Accelerator,
): AsyncGenerator<DeviceProgress, void> {
  const tried = await candidates(encoder, provider);
  const steps = new Broadcast<Step>();
  const ended = new AbortController();
  const listening = steps.listen(AbortSignal.any([signal, ended.signal]), STEP_EVERY_MS);
  const first = listening.next();
  const run = tryAll(encoder, tried, (step) => steps.send(step)).finally(() => ended.abort());
  run.catch(() => {});
  for (let step = await first; !step.done; step = await listening.next()) {
    yield { ...step.value, status: await encoder.status() };
  }
  if (!ended.signal.aborted) return;
  await run;
  yield { provider: null, stage: null, status: await encoder.status() };
}

async function candidates(encoder: DeviceEncoder, provider?: Accelerator): Promise<Accelerator[]> {
  const { rungs } = await encoder.status();
  const asked = rungs.find((rung) => rung.provider === provider);
  if (asked?.state === 'absent') throw refusal(asked);
  const able = rungs.filter(({ state }) => state !== 'absent').map((rung) => rung.provider);
  return able.filter((able): able is Accelerator => able !== 'cpu' && able === (provider ?? able));
}

async function tryAll(
  encoder: DeviceEncoder,
  providers: readonly Accelerator[],
  onStep: (step: Step) => void,
): Promise<void> {
  for (const provider of providers) {
    await encoder.test(provider, (stage) => onStep({ provider, stage }));
    onStep({ provider, stage: null });
  }
}
