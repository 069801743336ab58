import envPaths from 'env-paths';
import type { Logger } from '../app/base/logger.ts';
import { EncoderClient } from '../app/engine/encoder-client.ts';
import type { Engine } from '../app/engine/engine.ts';
import { findModel } from '../app/engine/model-store.ts';
import { type EngineOptions, openEngine } from '../app/engine/open-engine.ts';
import { childProcessSpawner } from '../app/host/child-process-port.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly library?: string;
  readonly model: string;
  readonly json?: boolean;
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

/** Opens the library for one command; `resident` for the one that stays. */
export function engineFor(
  options: CommonOptions,
  access: EngineOptions['access'],
  resident = false,
): Promise<Engine> {
  return openEngine({
    libraryDir: libraryFolder(options),
    model: options.model,
    access,
    resident,
    spawn: childProcessSpawner(stderrLogger),
    logger: stderrLogger,
  });
}

/** The model alone, without a library. */
export async function encoderFor(model: string): Promise<EncoderClient> {
  const { dir } = await findModel(model);
  return new EncoderClient(dir, childProcessSpawner(stderrLogger), stderrLogger);
}
