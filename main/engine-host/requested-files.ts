import type { OpenHow } from '../../app/contracts/open-document.ts';
import { notMoved } from '../../app/host/move-to-bin.ts';
import { noProgram } from '../../app/host/open-file.ts';
import type { FromEngine } from './messages.ts';

/** Files that the engine asks the shell to open or to put into the bin, with the means of the system's desktop. */
export class RequestedFiles {
  readonly #tellShell: (message: FromEngine) => void;
  readonly #pending = new Map<number, PromiseWithResolvers<string | null>>();
  #lastId = 0;

  constructor(tellShell: (message: FromEngine) => void) {
    this.#tellShell = tellShell;
  }

  /** @throws DomainError `open.no-program` */
  readonly open = async (path: string, how: OpenHow): Promise<void> => {
    const problem = await this.#ask((id) => ({ kind: 'open', id, path, how }));
    if (problem !== null) throw noProgram(path, problem);
  };

  /** @returns null: the shell cannot put a file back. @throws DomainError `bin.failed` */
  readonly moveToBin = async (path: string): Promise<null> => {
    const problem = await this.#ask((id) => ({ kind: 'bin', id, path }));
    if (problem !== null) throw notMoved(path, problem);
    return null;
  };

  /** @param problem  what went wrong, in the system's words, or null. */
  done(id: number, problem: string | null): void {
    this.#pending.get(id)?.resolve(problem);
    this.#pending.delete(id);
  }

  #ask(message: (id: number) => FromEngine): Promise<string | null> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<string | null>();
    this.#pending.set(id, answer);
    this.#tellShell(message(id));
    return answer.promise;
  }
}
