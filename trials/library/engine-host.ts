import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Finding, IndexReport, LibraryStatus } from '../../app/contracts/library.ts';
import { connectApi, type Remote } from '../../app/engine/remote.ts';
import type { Answer } from './answers.ts';
import { residentBytesOfGroup } from './process-group.ts';

/** What to open, as `openEngine` takes it. */
export interface EngineHostOrder {
  readonly libraryDir: string;
  /** A package folder; null for the library's own model. */
  readonly model: string | null;
  readonly access: 'read' | 'change' | 'switch' | 'write';
  readonly resident: boolean;
}

export interface EngineHostApi {
  open(): Promise<void>;
  index(folders: readonly string[]): Promise<IndexReport>;
  rescan(): Promise<void>;
  answers(): Promise<Answer[]>;
  problems(): Promise<string[]>;
  repair(): Promise<Finding[]>;
  status(): Promise<LibraryStatus>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  updateDuplicates(): Promise<void>;
  /** Number of groups. */
  duplicates(): Promise<number>;
  compare(a: string, b: string): Promise<number>;
  /** Changes the library to a package, and returns when that is done. */
  useModel(folder: string): Promise<void>;
  close(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL('./engine-host-process.ts', import.meta.url));

/** An engine in a process group of its own: the host, its encoder, its parsers. Disposing it closes the library. */
export class EngineHost implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #remote: Remote<EngineHostApi>;

  constructor(order: EngineHostOrder) {
    this.#child = fork(ENTRY, [JSON.stringify(order)], {
      ...{ detached: true, serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    });
    const child = this.#child;
    this.#remote = connectApi<EngineHostApi>({
      post: (message) => {
        if (child.connected) child.send(message as NonNullable<unknown>, () => {});
      },
      onMessage: (listener) => child.on('message', listener),
      onClose: (listener) => child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}`)),
    });
  }

  get call(): Remote<EngineHostApi>['call'] {
    return this.#remote.call;
  }

  /** Of the host and its children, by the name of their programs. */
  residentBytes(): ReadonlyMap<string, number> {
    return residentBytesOfGroup(this.#child.pid as number);
  }

  /** Ends the whole group at once with SIGKILL; returns when the host is gone. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    process.kill(-(this.#child.pid as number), 'SIGKILL');
    await gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.connected) await this.call('close').catch(() => {});
    await this.kill();
  }
}
