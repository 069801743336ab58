import envPaths from 'env-paths';
import type { Logger } from '../app/base/logger.ts';
import { keepNewFilesPrivate } from '../app/base/private-files.ts';
import type { DeviceChoice } from '../app/contracts/device.ts';
import type { DeviceEncoder } from '../app/engine/devices/device-encoder.ts';
import type { Engine } from '../app/engine/engine.ts';
import { findModel } from '../app/engine/model-store.ts';
import { openEncoder } from '../app/engine/open-encoder.ts';
import { type EngineOptions, openEngine } from '../app/engine/open-engine.ts';
import { childProcessSpawner } from '../app/host/child-process-port.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly library?: string;
  readonly model?: string;
  readonly json?: boolean;
  /** Of the commands that encode texts. */
  readonly device?: DeviceChoice;
}

/** Warnings and errors as JSON lines on stderr; SEMBLANCE_LOG=info shows more. */
export const stderrLogger: Logger = {
  info: (event, fields) => {
    if (process.env.SEMBLANCE_LOG === 'info') writeLog('info', event, fields);
  },
  warn: (event, fields) => writeLog('warn', event, fields),
  error: (event, fields) => writeLog('error', event, fields),
};

function writeLog(level: string, event: string, fields: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ level, event, ...fields })}\n`);
}

export function libraryFolder({ library }: CommonOptions): string {
  return library ?? envPaths('semblance', { suffix: '' }).data;
}

/**
 * Opens the library for one command; `resident` for the one that stays.
 * @param part  how much of the model is to be used.
 */
export function engineFor(
  options: CommonOptions,
  access: EngineOptions['access'],
  resident = false,
  part: Pick<EngineOptions, 'exitLayer' | 'dimensions'> = {},
): Promise<Engine> {
  keepNewFilesPrivate();
  return openEngine({
    libraryDir: libraryFolder(options),
    model: options.model,
    ...part,
    access,
    resident,
    device: options.device,
    spawn: childProcessSpawner(stderrLogger),
    logger: stderrLogger,
  });
}

/** The model alone, on the device that the command line names. @throws DomainError `model.*` | `device.*` */
export async function encoderFor(
  options: CommonOptions,
  model = options.model ?? 'default',
): Promise<DeviceEncoder> {
  keepNewFilesPrivate();
  const libraryDir = libraryFolder(options);
  const spawn = childProcessSpawner(stderrLogger);
  const encoder = openEncoder(await findModel(model, libraryDir), {
    libraryDir,
    spawn,
    logger: stderrLogger,
  });
  try {
    if (options.device) await encoder.choose(options.device);
    return encoder;
  } catch (error) {
    encoder[Symbol.dispose]();
    throw error;
  }
}
