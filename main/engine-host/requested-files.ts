import type { OpenHow } from '../../app/contracts/open-document.ts';
import { noProgram } from '../../app/host/open-file.ts';
import type { FromEngine } from './messages.ts';

/** Files that the engine asks the shell to open, which does so with the means of the system's desktop. */
export class RequestedFiles {
  readonly #tellShell: (message: FromEngine) => void;
  readonly #pending = new Map<number, PromiseWithResolvers<string | null>>();
  #lastId = 0;

  constructor(tellShell: (message: FromEngine) => void) {
    this.#tellShell = tellShell;
  }

  /** @throws DomainError `open.no-program` */
  readonly open = async (path: string, how: OpenHow): Promise<void> => {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<string | null>();
    this.#pending.set(id, answer);
    this.#tellShell({ kind: 'open', id, path, how });
    const problem = await answer.promise;
    if (problem !== null) throw noProgram(path, problem);
  };

  /** @param problem  what went wrong, in the system's words, or null. */
  opened(id: number, problem: string | null): void {
    this.#pending.get(id)?.resolve(problem);
    this.#pending.delete(id);
  }
}
