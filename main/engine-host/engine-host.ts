import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron/main';
import type { ProcessEntry } from '../../app/base/port.ts';
import type { ShellMessage } from '../../app/contracts/shell-messages.ts';
import type { FromEngine, ToEngine } from './messages.ts';

const ENGINE = sourceFile('./engine-process.ts');
const CHILDREN: Record<ProcessEntry, { readonly file: string; readonly execArgv: string[] }> = {
  encoder: { file: sourceFile('../../app/engine/processes/encoder.ts'), execArgv: [] },
  parser: {
    file: sourceFile('../../app/engine/processes/parser.ts'),
    execArgv: ['--max-old-space-size=512'],
  },
};

const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 30_000;
/** An engine that has lived this long has started well; the next restart is quick again. */
const STABLE_AFTER_MS = 60_000;

/** Keeps the engine process running and every window connected to it. */
export class EngineHost {
  readonly #libraryDir: string;
  readonly #windows = new Set<WebContents>();
  #engine: UtilityProcess | null = null;
  #restartDelay = FIRST_RESTART_MS;
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
      if (message.kind === 'spawn') children.set(message.id, spawnChild(engine, message));
      else children.get(message.id)?.kill();
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

  /** Lets the engine close its library, and resolves when it has ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const engine = this.#engine;
    if (!engine) return;
    const ended = once(engine, 'exit');
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
    setTimeout(() => this.start(), this.#restartDelay);
    this.#restartDelay = Math.min(this.#restartDelay * 2, LONGEST_RESTART_MS);
  }
}

function spawnChild(engine: UtilityProcess, { id, entry }: FromEngine & { kind: 'spawn' }): UtilityProcess {
  const { file, execArgv } = CHILDREN[entry];
  const child = utilityProcess.fork(file, [], { serviceName: `Semblance ${entry}`, execArgv });
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage(null, [port1]);
  post(engine, { kind: 'child', id }, port2);
  child.once('exit', (code) => post(engine, { kind: 'child-ended', id, reason: `exit code ${code}` }));
  return child;
}

function post(engine: UtilityProcess, message: ToEngine, port?: Electron.MessagePortMain): void {
  engine.postMessage(message, port ? [port] : []);
}

function sourceFile(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
