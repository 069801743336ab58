import { existsSync } from 'node:fs';
import type { Logger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import type { ModelPackage } from '../embedding/index.ts';
import { DeviceEncoder } from './devices/device-encoder.ts';
import { DeviceLadder } from './devices/device-ladder.ts';
import { EncoderClient } from './encoder-client.ts';
import { derivedFolder } from './library-folders.ts';

export interface EncoderOptions {
  /** Where derived models and what devices did are kept, as soon as there is a library. */
  readonly libraryDir: string;
  readonly spawn: SpawnProcess;
  readonly logger: Logger;
}

/** The encoder of a model, on whatever device is chosen; the CPU's own until another is. Starts no process yet. */
export function openEncoder(
  model: ModelPackage,
  { libraryDir, spawn, logger }: EncoderOptions,
): DeviceEncoder {
  const derivedRoot = () => (existsSync(libraryDir) ? derivedFolder(libraryDir) : null);
  const ladder = new DeviceLadder({ model, derivedRoot, spawn, logger });
  return new DeviceEncoder({ cpu: new EncoderClient(model.dir, spawn, logger), ladder, logger });
}
