import { PassThrough, type Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Logger } from '../../app/base/logger.ts';
import { CallsUnderWay } from './calls-under-way.ts';
import { offerTools, type ReadEngine } from './tools.ts';

/** How long an assistant that hung up may have to wait for answers that it asked for. */
const LAST_ANSWERS_MS = 30_000;
/** For the protocol to take up what came with the last line. */
const TAKE_UP_MS = 50;

/** A connection over stdin and stdout. */
export interface AssistantConnection {
  /** Resolves with false when the assistant hung up, with true when it sent what nobody could read. */
  readonly ended: Promise<boolean>;
  close(): Promise<void>;
}

/** Answers over stdin and stdout until it is closed or the assistant hangs up; what was asked by then is answered. */
export function serveAssistant(engine: ReadEngine, version: string, logger: Logger): AssistantConnection {
  const calls = new CallsUnderWay();
  const transport = new EndingTransport(heldOpen(process.stdin, calls));
  let isBroken = false;
  const connection = serveStdio(
    () => {
      const server = new McpServer({ name: 'semblance', version });
      offerTools(server, engine, calls);
      return server;
    },
    {
      transport,
      onerror(error) {
        isBroken = true;
        logger.warn('mcp.trouble', { error: error.message });
      },
    },
  );
  const hungUp = () => process.stdin.readableEnded;
  return { ended: transport.ended.then(() => isBroken && !hungUp()), close: () => connection.close() };
}

/** Tells when it was closed, by whichever end: what cannot be read closes it, too. */
class EndingTransport extends StdioServerTransport {
  readonly #ended = Promise.withResolvers<void>();

  constructor(stdin: Readable) {
    super(stdin as typeof process.stdin);
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  override async close(): Promise<void> {
    await super.close();
    this.#ended.resolve();
  }
}

/** The stream, whose end comes when no call is under way any more: the protocol drops those at the end. */
function heldOpen(stdin: Readable, calls: CallsUnderWay): Readable {
  const held = new PassThrough();
  stdin.pipe(held, { end: false });
  const end = async () => {
    await pause(TAKE_UP_MS);
    await Promise.race([calls.done(), pause(LAST_ANSWERS_MS, undefined, { ref: false })]);
    held.end();
  };
  stdin.once('close', () => void end());
  return held;
}
