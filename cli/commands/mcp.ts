import { once } from 'node:events';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Command } from 'commander';
import program from '../../package.json' with { type: 'json' };
import { deviceOption } from '../device-option.ts';
import { type CommonOptions, engineFor, stderrLogger } from '../engine-access.ts';
import { offerTools } from '../mcp/tools.ts';
import { stopSignal } from '../stop-signal.ts';

/**
 * `semblance mcp`: answers an assistant over stdin and stdout (Model Context Protocol) until it hangs up. The library is
 * opened beside whoever holds it, and what changes in it is answered from then on.
 */
export function mcpCommand(): Command {
  return new Command('mcp')
    .description('serve search, similar, read_document and compare to an assistant over stdin and stdout')
    .addOption(deviceOption())
    .action(async (options: CommonOptions) => {
      await using engine = await engineFor(options, 'read');
      const hungUp = once(process.stdin, 'close');
      const connection = serveStdio(
        () => {
          const server = new McpServer({ name: 'semblance', version: program.version });
          offerTools(server, engine);
          return server;
        },
        { onerror: (error) => stderrLogger.warn('mcp.trouble', { error: error.message }) },
      );
      await Promise.race([hungUp, stopSignal()]);
      await connection.close();
    });
}
