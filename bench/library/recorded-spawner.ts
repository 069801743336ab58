import { fileURLToPath } from 'node:url';
import type { Logger } from '../../app/base/logger.ts';
import type { SpawnProcess } from '../../app/base/port.ts';
import { childProcessSpawner, forkChild } from '../../app/host/child-process-port.ts';

const RECORDING_ENCODER = fileURLToPath(new URL('./recording-encoder.ts', import.meta.url));

/** The children of plain Node, with an encoder that keeps and reuses what it encoded. */
export function recordedSpawner(logger: Logger): SpawnProcess {
  const spawn = childProcessSpawner(logger);
  return (entry) =>
    entry === 'encoder' ? forkChild(RECORDING_ENCODER, { name: entry, execArgv: [], logger }) : spawn(entry);
}
