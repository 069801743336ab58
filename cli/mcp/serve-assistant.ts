import { McpServer } from '@modelcontextprotocol/server';
import { type StdioServerHandle, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Logger } from '../../app/base/logger.ts';
import { offerTools, type ReadEngine } from './tools.ts';

/** Answers over stdin and stdout until it is closed or the assistant hangs up. */
export function serveAssistant(engine: ReadEngine, version: string, logger: Logger): StdioServerHandle {
  return serveStdio(
    () => {
      const server = new McpServer({ name: 'semblance', version });
      offerTools(server, engine);
      return server;
    },
    { onerror: (error) => logger.warn('mcp.trouble', { error: error.message }) },
  );
}
