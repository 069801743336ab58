import { silentLogger } from '../../app/base/logger.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { openEngine } from '../../app/engine/open-engine.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import type { EngineHostOrder } from './engine-host.ts';

/** Opens a library in this process, for what is not killed. */
export function openLibrary({ model, ...order }: EngineHostOrder): Promise<Engine> {
  return openEngine({
    ...{ ...order, model: model ?? undefined },
    ...{ spawn: childProcessSpawner(silentLogger), logger: silentLogger },
  });
}

export const never = new AbortController().signal;
