import { fileURLToPath } from 'node:url';
import {
  BrowserWindow,
  MessageChannelMain,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
  type WebContents,
} from 'electron/main';
import type { OpenHow } from '../../app/contracts/open-document.ts';
import { SHELL_CHANNELS } from '../../app/contracts/shell-messages.ts';
import { RestartPolicy } from '../restart-policy.ts';
import { endedProcess } from './ended-process.ts';
import type { FromEngine, ToEngine } from './messages.ts';
import { endProcess, reportFatalError, startChild } from './utility-child.ts';

const ENGINE = fileURLToPath(new URL('./engine-process.ts', import.meta.url));
export const ENGINE_NAME = 'Semblance engine';

/** Closing a library takes a moment; an engine that needs longer hangs. SQLite survives its being killed. */
const STOP_LIMIT_MS = 10_000;

export interface EngineHostOptions {
  readonly libraryDir: string;
  readonly model: string;
  /** @returns what went wrong, in the system's words, or null. */
  openFile(path: string, how: OpenHow): Promise<string | null>;
  /** Called once in a row of engines that ended soon after their start; the next start follows all the same. */
  onHopeless(): void;
}

/** Keeps the engine process running and connects windows to it. */
export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #restarts = new RestartPolicy();
  /** Pages that asked for a port while there was no engine, each with the id of its last request. */
  readonly #waiting = new Map<WebContents, string>();
  #engine: UtilityProcess | null = null;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(options: EngineHostOptions) {
    this.#options = options;
  }

  start(): void {
    const { libraryDir, model } = this.#options;
    const startedAt = performance.now();
    const engine = utilityProcess.fork(ENGINE, [libraryDir, model], { serviceName: ENGINE_NAME });
    const children = new Map<number, UtilityProcess>();
    reportFatalError(engine, ENGINE_NAME);
    engine.on('message', (message: FromEngine) => this.#receive(message, engine, children));
    engine.once('exit', () => {
      engine.removeAllListeners('message');
      for (const child of children.values()) endProcess(child);
      this.#ended(performance.now() - startedAt);
    });
    this.#engine = engine;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [page, id] of waiting) this.connect(page, id);
  }

  /** Sends a page its port to the engine, or keeps its request until there is one. */
  connect(page: WebContents, id: string): void {
    if (page.isDestroyed() || page.isCrashed()) return;
    if (!this.#engine) {
      this.#waiting.set(page, id);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    post(this.#engine, { kind: 'window' }, port1);
    page.postMessage(SHELL_CHANNELS.enginePort, id, [port2]);
  }

  /** Lets the engine close its library, and resolves when it has ended; none is started after that. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    if (!this.#engine) return;
    const ended = endedProcess(this.#engine, STOP_LIMIT_MS);
    post(this.#engine, { kind: 'stop' });
    await ended;
  }

  #receive(message: FromEngine, engine: UtilityProcess, children: Map<number, UtilityProcess>): void {
    switch (message.kind) {
      case 'spawn': {
        const child = spawnFor(engine, message);
        children.set(message.id, child);
        child.once('exit', () => children.delete(message.id));
        break;
      }
      case 'kill': {
        const child = children.get(message.id);
        if (child) endProcess(child);
        break;
      }
      case 'open':
        void this.#options
          .openFile(message.path, message.how)
          .catch(String)
          .then((problem) => post(engine, { kind: 'opened', id: message.id, problem }));
    }
  }

  #ended(livedMs: number): void {
    this.#engine = null;
    if (this.#isStopping) return;
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send(SHELL_CHANNELS.engineGone);
    const { delayMs, isHopeless } = this.#restarts.ended(livedMs);
    this.#restart = setTimeout(() => this.start(), delayMs);
    if (isHopeless) this.#options.onHopeless();
  }
}

function spawnFor(engine: UtilityProcess, { id, entry }: FromEngine & { kind: 'spawn' }): UtilityProcess {
  const { process: child, port } = startChild(entry);
  child.once('exit', (code) => post(engine, { kind: 'child-ended', id, reason: `exit code ${code}` }));
  post(engine, { kind: 'child', id }, port);
  return child;
}

/** What is posted to a process that has ended is lost without a word. */
function post(engine: UtilityProcess, message: ToEngine, port?: MessagePortMain): void {
  engine.postMessage(message, port ? [port] : []);
}
