import type { ChildPort, SpawnProcess } from '../../app/base/port.ts';
import { arrivingPort, type TransferredPort } from '../../app/base/transferred-port.ts';
import type { FromEngine } from './messages.ts';

interface Requested {
  readonly arrived: (port: TransferredPort) => void;
  readonly ended: (reason: string) => void;
}

/** The engine's children in Electron: asked of the shell, used through the ports that it sends. */
export class RequestedChildren {
  readonly #tellShell: (message: FromEngine) => void;
  readonly #requested = new Map<number, Requested>();
  #lastId = 0;

  constructor(tellShell: (message: FromEngine) => void) {
    this.#tellShell = tellShell;
  }

  readonly spawn: SpawnProcess = (entry): ChildPort => {
    const id = ++this.#lastId;
    const arrival = Promise.withResolvers<TransferredPort>();
    const end = Promise.withResolvers<string>();
    this.#requested.set(id, { arrived: arrival.resolve, ended: end.resolve });
    this.#tellShell({ kind: 'spawn', id, entry });
    return {
      ...arrivingPort(arrival.promise),
      // The shell knows the exit code; the port only knows that it was closed.
      onClose: (listener) => {
        void end.promise.then(listener);
      },
      kill: () => this.#tellShell({ kind: 'kill', id }),
      residentBytes: () => null,
    };
  };

  arrived(id: number, port: TransferredPort): void {
    this.#requested.get(id)?.arrived(port);
  }

  ended(id: number, reason: string): void {
    this.#requested.get(id)?.ended(reason);
    this.#requested.delete(id);
  }
}
