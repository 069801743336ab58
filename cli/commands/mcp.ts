import { Command } from 'commander';
import program from '../../package.json' with { type: 'json' };
import { deviceOption } from '../device-option.ts';
import { type CommonOptions, engineFor, stderrLogger } from '../engine-access.ts';
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
      // Other commands need none of what the protocol takes to load.
      const { serveAssistant } = await import('../mcp/serve-assistant.ts');
      const connection = serveAssistant(engine, program.version, stderrLogger);
      const isBroken = await Promise.race([connection.ended, stopSignal()]);
      await connection.close();
      if (!isBroken) return;
      process.exitCode = 1;
      // The other end may still be writing what nobody reads.
      process.stdin.destroy();
    });
}
