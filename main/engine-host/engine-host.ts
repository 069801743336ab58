import { RestartPolicy } from '../restart-policy.ts';
import type { FromEngine, ToEngine } from './messages.ts';
import type { ShellPlatform, StartedProcess } from './shell-platform.ts';

/** Closing a library takes a moment; an engine that needs longer hangs. SQLite survives its being killed. */
const STOP_LIMIT_MS = 10_000;

interface Patience {
  readonly stopLimitMs?: number;
  readonly firstRestartMs?: number;
}

/** Keeps the engine process running, starts children for it, and connects pages to it. */
export class EngineHost<Port, Page> {
  readonly #platform: ShellPlatform<Port, Page>;
  readonly #stopLimitMs: number;
  readonly #restarts: RestartPolicy;
  /** Pages that asked for a port while there was no engine, each with the id of its last request. */
  readonly #waiting = new Map<Page, string>();
  #engine: StartedProcess<Port> | null = null;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(platform: ShellPlatform<Port, Page>, { stopLimitMs, firstRestartMs }: Patience = {}) {
    this.#platform = platform;
    this.#stopLimitMs = stopLimitMs ?? STOP_LIMIT_MS;
    this.#restarts = new RestartPolicy(firstRestartMs);
  }

  start(): void {
    const startedAt = performance.now();
    const engine = this.#platform.startEngine();
    const children = new Map<number, StartedProcess<Port>>();
    let hasEnded = false;
    engine.onMessage((message) => {
      if (!hasEnded) this.#receive(message as FromEngine, engine, children);
    });
    engine.onEnded(() => {
      hasEnded = true;
      for (const child of children.values()) child.end();
      this.#ended(performance.now() - startedAt);
    });
    this.#engine = engine;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [page, id] of waiting) this.connect(page, id);
  }

  /** Sends a page its port to the engine, or keeps its request until there is one. */
  connect(page: Page, id: string): void {
    if (!this.#engine) {
      this.#waiting.set(page, id);
      return;
    }
    const { port1, port2 } = this.#platform.createChannel();
    post(this.#engine, { kind: 'window' }, port1);
    this.#platform.sendPort(page, id, port2);
  }

  /** Lets the engine close its library, and resolves when it has ended; none is started after that. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const engine = this.#engine;
    if (!engine) return;
    const late = setTimeout(() => engine.end(), this.#stopLimitMs);
    const ended = new Promise<void>((resolve) => engine.onEnded(() => resolve()));
    post(engine, { kind: 'stop' });
    await ended;
    clearTimeout(late);
  }

  #receive(
    message: FromEngine,
    engine: StartedProcess<Port>,
    children: Map<number, StartedProcess<Port>>,
  ): void {
    const answer = async (id: number, done: Promise<string | null>) =>
      post(engine, { kind: 'done', id, problem: await done.catch(String) });
    switch (message.kind) {
      case 'spawn': {
        const { id, entry } = message;
        const { process: child, port } = this.#platform.startChild(entry);
        children.set(id, child);
        child.onEnded((code) => {
          children.delete(id);
          post(engine, { kind: 'child-ended', id, reason: `exit code ${code}` });
        });
        post(engine, { kind: 'child', id }, port);
        break;
      }
      case 'kill':
        children.get(message.id)?.end();
        break;
      case 'open':
        void answer(message.id, this.#platform.openFile(message.path, message.how));
        break;
      case 'bin':
        void answer(message.id, this.#platform.moveToBin(message.path));
    }
  }

  #ended(livedMs: number): void {
    this.#engine = null;
    if (this.#isStopping) return;
    const { delayMs, isHopeless } = this.#restarts.ended(livedMs);
    this.#restart = setTimeout(() => this.start(), delayMs);
    this.#platform.tellEngineGone();
    if (isHopeless) this.#platform.tellHopeless();
  }
}

function post<Port>(engine: StartedProcess<Port>, message: ToEngine, port?: Port): void {
  engine.post(message, port);
}
