import type { Logger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import type { DocumentParser, ReadDocument } from '../indexing/services.ts';
import { isReadDocument } from './answers/read-document.ts';
import type { ParserApi } from './processes/parser.ts';
import { SupervisedProcess } from './supervised-process.ts';

interface ParserLimits {
  readonly timeMs: number;
  readonly memoryBytes: number;
}

const PARSER_LIMITS: ParserLimits = { timeMs: 30_000, memoryBytes: 1.5 * 2 ** 30 };

/** A few parser processes; each file waits for a free one. */
export class ParserPool implements DocumentParser, Disposable {
  readonly #idle: SupervisedProcess<ParserApi>[];
  readonly #all: readonly SupervisedProcess<ParserApi>[];
  readonly #waiting: ((parser: SupervisedProcess<ParserApi>) => void)[] = [];

  constructor(spawn: SpawnProcess, logger: Logger, size: number, limits = PARSER_LIMITS) {
    this.#all = Array.from(
      { length: size },
      () =>
        new SupervisedProcess<ParserApi>({
          name: 'parser',
          spawn: () => spawn('parser'),
          logger,
          timeLimitMs: limits.timeMs,
          memoryLimitBytes: limits.memoryBytes,
          isSound: (name, _args, answer) => name !== 'read' || isReadDocument(answer),
        }),
    );
    this.#idle = [...this.#all];
  }

  /** Starts the process that gets the next file. @throws DomainError `parser.*` */
  async warm(): Promise<void> {
    await this.#idle.at(-1)?.call('ready');
  }

  async read(path: string): Promise<ReadDocument> {
    const parser = this.#idle.pop() ?? (await this.#nextIdle());
    try {
      return await parser.call('read', path);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(parser);
      else this.#idle.push(parser);
    }
  }

  #nextIdle(): Promise<SupervisedProcess<ParserApi>> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  [Symbol.dispose](): void {
    for (const parser of this.#all) parser[Symbol.dispose]();
  }
}
