import { Command, CommanderError, Option } from 'commander';
import { DomainError } from '../app/base/domain-error.ts';
import { databaseTrouble } from '../app/engine/engine.ts';
import { commandLineTrouble } from './command-line-trouble.ts';
import { benchCommand } from './commands/bench.ts';
import { compareCommand } from './commands/compare.ts';
import { doctorCommand } from './commands/doctor.ts';
import { duplicatesCommand } from './commands/duplicates.ts';
import { encodeCommand } from './commands/encode.ts';
import { indexCommand } from './commands/index-folders.ts';
import { mcpCommand } from './commands/mcp.ts';
import { modelCommand } from './commands/model.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { similarCommand } from './commands/similar.ts';
import { exitCodeOf, SUCCESS } from './exit-code.ts';
import { troubleInWords } from './output/trouble.ts';

/** What commander would say of an error, we say with its code. */
const SILENT_ERRORS = { outputError: () => {} };

/**
 * Runs one command line. Results go to stdout, progress and messages to stderr.
 * @returns the exit code: 0 done, 1 failed on the way or problems found, 2 bad input and nothing changed.
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  const program = new Command('semblance')
    .description('Search your own documents by meaning, on your own machine.')
    .exitOverride()
    .configureOutput(SILENT_ERRORS);
  const commands = [
    indexCommand(),
    searchCommand(),
    similarCommand(),
    duplicatesCommand(),
    compareCommand(),
    encodeCommand(),
    modelCommand(),
    serveCommand(),
    mcpCommand(),
    benchCommand(),
    doctorCommand(),
  ];
  for (const command of commands) {
    program.addCommand(command);
    for (const each of [command, ...command.commands]) addCommonOptions(each);
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? SUCCESS);
  } catch (thrown) {
    const error = asTrouble(thrown);
    if (error !== null) process.stderr.write(`semblance: ${wordsFor(error)}\n`);
    return error === null ? SUCCESS : exitCodeOf(error);
  }
}

function addCommonOptions(command: Command): void {
  command
    .exitOverride()
    .configureOutput(SILENT_ERRORS)
    .addOption(new Option('--library <dir>', 'library folder (default: the application data folder)'))
    .addOption(new Option('--model <id|dir>', "model package (default: the library's own)"))
    .addOption(new Option('--json', 'print results as JSON'));
}

/** Null where nothing is wrong: commander throws also when it has shown its help. */
function asTrouble(thrown: unknown): unknown {
  if (!(thrown instanceof CommanderError)) return databaseTrouble(thrown);
  return thrown.exitCode === SUCCESS ? null : commandLineTrouble(thrown);
}

function wordsFor(error: unknown): string {
  if (error instanceof DomainError) return troubleInWords(error);
  if ((error as Error).name === 'AbortError')
    return 'stopped; what was indexed stays, the next run goes on from there.';
  return `a bug: ${String((error as Error).stack ?? error)}`;
}
