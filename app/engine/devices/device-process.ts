import { totalmem } from 'node:os';
import { DomainError } from '../../base/domain-error.ts';
import type { Logger } from '../../base/logger.ts';
import type { SpawnProcess } from '../../base/port.ts';
import type { Remote } from '../remote.ts';
import type { DeviceApi } from '../serve-encoder.ts';
import { SupervisedProcess } from '../supervised-process.ts';
import type { DeviceOrder } from './device-service.ts';

export interface DeviceLimits {
  readonly timeMs: Readonly<Record<keyof DeviceApi, number>>;
  readonly memoryBytes: number;
}

/** Drivers compile for seconds when they meet a model first; a large model is converted for minutes. */
export const DEVICE_LIMITS: DeviceLimits = {
  timeMs: {
    runtimeInfo: 30_000,
    prepareDevice: 900_000,
    awaitDevice: 900_000,
    openDevice: 120_000,
    checkDevice: 120_000,
    measureDevice: 90_000,
    encodeOnDevice: 120_000,
    encodeExactlyOnDevice: 120_000,
    encodeQueryOnDevice: 30_000,
  },
  memoryBytes: Math.min(16 * 2 ** 30, totalmem() * 0.75),
};

export type DeviceProcess = SupervisedProcess<DeviceApi>;

/**
 * An encoder process for one device. A call under which it dies is not made again: what it died of may well come back.
 * @param order  given, a session is opened before the first call; left out, the steps are calls.
 */
export function deviceProcess(
  spawn: SpawnProcess,
  logger: Logger,
  limits: DeviceLimits,
  order?: DeviceOrder,
): DeviceProcess {
  const prepare = async (remote: Remote<DeviceApi>) => {
    if (!order) return;
    await remote.call('prepareDevice', order);
    await remote.call('openDevice');
  };
  return new SupervisedProcess<DeviceApi>({
    name: 'device',
    spawn: () => spawn('encoder'),
    logger,
    prepare,
    timeLimitMs: limits.timeMs,
    memoryLimitBytes: limits.memoryBytes,
    attempts: 1,
  });
}

const DRIVER_STEP =
  'Update the driver of the graphics processor, then test the device again; until then use another.';

/** Why a device process failed, with what can be done about a device; other trouble as it is. */
export function deviceTrouble(thrown: unknown, doing: string): unknown {
  if (!(thrown instanceof DomainError)) return thrown;
  const what: Record<string, string> = {
    'device.crashed': `It crashed while ${doing} (its process ended)`,
    'device.unavailable': `Its process could not be started while ${doing}`,
    'device.timeout': `It did not answer in time while ${doing}`,
    'device.out-of-memory': `It took more memory than is allowed while ${doing}`,
  };
  const message = what[thrown.code];
  if (!message) return thrown;
  return new DomainError(thrown.code, { message: `${message}.`, nextStep: DRIVER_STEP, cause: thrown });
}
