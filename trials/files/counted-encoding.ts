import { silentLogger } from '../../app/base/logger.ts';
import type { SpawnProcess } from '../../app/base/port.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';

/** Starts processes as a host does, and counts how often texts of documents are given to an encoder. */
export class CountedEncoding {
  #calls = 0;

  get calls(): number {
    return this.#calls;
  }

  readonly spawn: SpawnProcess = (entry) => {
    const child = childProcessSpawner(silentLogger)(entry);
    if (entry !== 'encoder') return child;
    return {
      ...child,
      post: (message) => {
        if (hasPassages(message)) this.#calls++;
        child.post(message);
      },
    };
  };
}

/** Whether it is a call that encodes passages: queries, and what warms an encoder up, have none. */
function hasPassages(message: unknown): boolean {
  const { m: method, a: [, passages] = [] } = message as { m?: string; a?: unknown[] };
  return method?.startsWith('encode') === true && Array.isArray(passages) && passages.length > 0;
}
