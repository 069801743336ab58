import { Command, CommanderError, Option } from 'commander';
import { DomainError } from '../app/base/domain-error.ts';
import { compareCommand } from './commands/compare.ts';
import { doctorCommand } from './commands/doctor.ts';
import { encodeCommand } from './commands/encode.ts';
import { indexCommand } from './commands/index-folders.ts';
import { modelCommand } from './commands/model.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { similarCommand } from './commands/similar.ts';

const SUCCESS = 0;
const FAILURE = 1;
const BAD_INPUT = 2;

/**
 * Runs one command line. Results go to stdout, progress and messages to stderr.
 * @returns the exit code: 0 done, 1 done but with findings or a bug, 2 bad input and nothing changed.
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  const program = new Command('semblance')
    .description('Search your own documents by meaning, on your own machine.')
    .exitOverride()
    .showHelpAfterError('(add --help for the options)');
  const commands = [
    indexCommand(),
    searchCommand(),
    similarCommand(),
    compareCommand(),
    encodeCommand(),
    modelCommand(),
    serveCommand(),
    doctorCommand(),
  ];
  for (const command of commands) {
    program.addCommand(command);
    for (const each of [command, ...command.commands]) addCommonOptions(each);
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? SUCCESS);
  } catch (error) {
    return explain(error);
  }
}

function addCommonOptions(command: Command): void {
  command
    .exitOverride()
    .addOption(new Option('--library <dir>', 'library folder (default: the application data folder)'))
    .addOption(new Option('--model <id|dir>', 'model package').default('default'))
    .addOption(new Option('--json', 'print results as JSON'));
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === SUCCESS ? SUCCESS : BAD_INPUT;
  if (error instanceof DomainError) {
    process.stderr.write(`semblance: ${error.code}: ${error.message}\n  ${error.nextStep}\n`);
    return BAD_INPUT;
  }
  if ((error as Error).name === 'AbortError') {
    process.stderr.write('semblance: stopped; what was indexed stays, the next run goes on from there.\n');
    return FAILURE;
  }
  process.stderr.write(`semblance: a bug: ${String((error as Error).stack ?? error)}\n`);
  return FAILURE;
}
