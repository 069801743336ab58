import { DomainError, type ErrorData, toErrorData } from '../../base/domain-error.ts';
import type { DeviceMeasurement, DeviceStage } from '../../contracts/device.ts';
import { type DeviceProcess, deviceTrouble } from './device-process.ts';
import type { DeviceOrder } from './device-service.ts';

/** Vectors of a device stand beside those of the CPU in one library, so they must agree. */
const LOWEST_COSINE = 0.995;

const DOING: Readonly<Record<DeviceStage, string>> = {
  preparing: 'the model was prepared for it',
  opening: 'its session was opened',
  checking: 'its vectors were checked',
  measuring: 'its speed was measured',
};

export interface TestHooks {
  readonly onStage?: ((stage: DeviceStage) => void) | undefined;
  /** Runs the measurement while nothing else computes. */
  readonly quietly?: <T>(measure: () => Promise<T>) => Promise<T>;
}

type Tried =
  | { readonly error: null; readonly measurement: DeviceMeasurement }
  | { readonly error: ErrorData; readonly measurement: null };

/** Tries a provider step by step. Whatever goes wrong, a crash of its process included, becomes the reason it is refused. */
export async function tryDevice(
  process: DeviceProcess,
  order: DeviceOrder,
  { onStage = () => {}, quietly = (measure) => measure() }: TestHooks,
): Promise<Tried> {
  let stage: DeviceStage = 'preparing';
  const enter = (next: DeviceStage) => {
    stage = next;
    onStage(next);
  };
  try {
    enter('preparing');
    await process.call('prepareDevice', order);
    const startedAt = performance.now();
    enter('opening');
    await process.call('openDevice');
    enter('checking');
    const cosine = await process.call('checkDevice');
    const startMs = Math.round(performance.now() - startedAt);
    if (!(cosine >= LOWEST_COSINE)) throw wrongNumbers(cosine);
    enter('measuring');
    const speed = await quietly(() => process.call('measureDevice'));
    return { error: null, measurement: { ...speed, cosine, startMs } };
  } catch (thrown) {
    return { error: toErrorData(deviceTrouble(thrown, DOING[stage])), measurement: null };
  }
}

function wrongNumbers(cosine: number): DomainError {
  const found = Number.isFinite(cosine) ? `a cosine of ${cosine.toFixed(4)}` : 'no numbers at all';
  return new DomainError('device.wrong-numbers', {
    message: `Its vectors differ from those of the processor: ${found}, where ${LOWEST_COSINE} is the least.`,
    nextStep: 'Update the driver of the graphics processor, then test the device again.',
  });
}
