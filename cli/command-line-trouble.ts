import type { CommanderError } from 'commander';
import { DomainError } from '../app/base/domain-error.ts';

const SEE_HELP = 'Add --help to see what the command takes.';
const DASHED_TEXT =
  'A text that begins with - goes last, behind --, as in: semblance search --limit 5 -- "-jaguar car".';

/** What commander calls it, what we call it, and what to do about it. */
const TROUBLES: Readonly<Record<string, { readonly code: string; readonly nextStep: string }>> = {
  'commander.help': { code: 'input.no-command', nextStep: 'Name one of the commands listed above.' },
  'commander.unknownCommand': {
    code: 'input.unknown-command',
    nextStep: 'semblance --help lists the commands, semblance model --help those of model.',
  },
  'commander.unknownOption': { code: 'input.unknown-option', nextStep: `${SEE_HELP} ${DASHED_TEXT}` },
  'commander.missingArgument': { code: 'input.missing', nextStep: SEE_HELP },
  'commander.missingMandatoryOptionValue': { code: 'input.missing', nextStep: SEE_HELP },
  'commander.optionMissingArgument': { code: 'input.missing', nextStep: SEE_HELP },
  'commander.excessArguments': {
    code: 'input.too-much',
    nextStep: `Put quotes around a text of several words. ${SEE_HELP}`,
  },
  'commander.invalidArgument': { code: 'input.bad-value', nextStep: SEE_HELP },
};
const OTHER = { code: 'input.bad-command-line', nextStep: SEE_HELP };

/** A command line that cannot be understood, as expected trouble. */
export function commandLineTrouble(error: CommanderError): DomainError {
  const { code, nextStep } = TROUBLES[error.code] ?? OTHER;
  const message =
    error.code === 'commander.help'
      ? 'A command is missing.'
      : asSentence(error.message.replace(/^error: /, ''));
  return new DomainError(code, { message, nextStep, cause: error });
}

/** Commander begins small, ends without a full stop, and puts its guess at what was meant on a line of its own. */
function asSentence(text: string): string {
  const line = text.trim().replace(/\s*\n\s*/g, ' ');
  const end = line.endsWith('.') ? '' : '.';
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}${end}`;
}
