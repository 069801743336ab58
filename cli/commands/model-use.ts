import { Command, InvalidArgumentError, Option } from 'commander';
import { type CommonOptions, engineFor } from '../engine-access.ts';
import { printJson } from '../output/print.ts';
import { ProgressLine } from '../output/progress-line.ts';
import { switchText } from '../output/switch-text.ts';

interface UseOptions extends CommonOptions {
  readonly exitLayer?: number;
  readonly dimensions?: number;
}

/** `semblance model use <id|dir> [--exit-layer N] [--dimensions N]`: changes the model of a library, from its stored texts. */
export function changeModelCommand(): Command {
  return new Command('use')
    .description('change the model of a library; its documents are not read again')
    .argument('<model>', 'package folder, id, or default')
    .addOption(countOption('--exit-layer <layer>', 'layers to go through, of those that the package offers'))
    .addOption(countOption('--dimensions <number>', 'components of a vector to keep, of those offered'))
    .action(async (model: string, _: UseOptions, command: Command) => {
      // `model` takes the options that both of them have.
      const { exitLayer, dimensions, ...options } = command.optsWithGlobals<UseOptions>();
      const startedAt = performance.now();
      const part = { exitLayer, dimensions };
      await using engine = await engineFor({ ...options, model }, 'switch', false, part);
      const { active: before } = await engine.models.list();
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      {
        using _progress = new ProgressLine(() => engine.models.switch && switchText(engine.models.switch));
        await engine.models.settled(stop.signal);
      }
      const { card, used } = engine.models.inUse;
      const { documents, passages } = await engine.status();
      const seconds = Math.round(performance.now() - startedAt) / 1000;
      printJson({ ...(card ?? {}), used, before, documents, passages, seconds });
    });
}

function countOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0) return value;
    throw new InvalidArgumentError('Give a whole number above 0.');
  });
}
