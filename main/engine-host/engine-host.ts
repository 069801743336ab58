import { fileURLToPath } from 'node:url';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron/main';
import type { ShellMessage } from '../../app/contracts/shell-messages.ts';
import { PROCESS_PROGRAMS } from '../../app/host/process-programs.ts';
import { endedProcess } from './ended-process.ts';
import type { FromEngine, ToEngine } from './messages.ts';

const ENGINE = fileURLToPath(new URL('./engine-process.ts', import.meta.url));

const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 30_000;
/** An engine that has lived this long has started well; the next restart is quick again. */
const STABLE_AFTER_MS = 60_000;
/** Closing a library takes a moment; an engine that needs longer hangs. SQLite survives its being killed. */
const STOP_LIMIT_MS = 10_000;

/** Keeps the engine process running and every window connected to it. */
export class EngineHost {
  readonly #libraryDir: string;
  readonly #windows = new Set<WebContents>();
  #engine: UtilityProcess | null = null;
  #restartDelay = FIRST_RESTART_MS;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(libraryDir: string) {
    this.#libraryDir = libraryDir;
  }

  start(): void {
    const engine = utilityProcess.fork(ENGINE, [this.#libraryDir], { serviceName: 'Semblance engine' });
    const children = new Map<number, UtilityProcess>();
    const stable = setTimeout(() => {
      this.#restartDelay = FIRST_RESTART_MS;
    }, STABLE_AFTER_MS);
    engine.on('message', (message: FromEngine) => {
      if (message.kind === 'kill') {
        children.get(message.id)?.kill();
        return;
      }
      const child = spawnChild(engine, message);
      children.set(message.id, child);
      child.once('exit', () => children.delete(message.id));
    });
    engine.once('exit', () => {
      clearTimeout(stable);
      for (const child of children.values()) child.kill();
      this.#lost();
    });
    this.#engine = engine;
    for (const contents of this.#windows) this.#connect(contents);
  }

  /** Gives a window its port, now and after each restart of the engine. */
  attach(contents: WebContents): void {
    contents.on('did-finish-load', () => {
      this.#windows.add(contents);
      this.#connect(contents);
    });
    contents.once('destroyed', () => this.#windows.delete(contents));
  }

  /** Lets the engine close its library, and resolves when it has ended; none is started after that. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const engine = this.#engine;
    if (!engine) return;
    const ended = endedProcess(engine, STOP_LIMIT_MS);
    post(engine, { kind: 'stop' });
    await ended;
  }

  #connect(contents: WebContents): void {
    if (!this.#engine) return;
    const { port1, port2 } = new MessageChannelMain();
    post(this.#engine, { kind: 'window' }, port1);
    contents.postMessage('semblance:engine-port' satisfies ShellMessage, null, [port2]);
  }

  #lost(): void {
    this.#engine = null;
    if (this.#isStopping) return;
    for (const contents of this.#windows) contents.send('semblance:engine-gone' satisfies ShellMessage);
    this.#restart = setTimeout(() => this.start(), this.#restartDelay);
    this.#restartDelay = Math.min(this.#restartDelay * 2, LONGEST_RESTART_MS);
  }
}

function spawnChild(engine: UtilityProcess, { id, entry }: FromEngine & { kind: 'spawn' }): UtilityProcess {
  const { file, execArgv } = PROCESS_PROGRAMS[entry];
  const child = utilityProcess.fork(file, [], { serviceName: `Semblance ${entry}`, execArgv: [...execArgv] });
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage(null, [port1]);
  post(engine, { kind: 'child', id }, port2);
  child.once('exit', (code) => post(engine, { kind: 'child-ended', id, reason: `exit code ${code}` }));
  return child;
}

function post(engine: UtilityProcess, message: ToEngine, port?: Electron.MessagePortMain): void {
  engine.postMessage(message, port ? [port] : []);
}
