import { Command } from 'commander';
import { DomainError } from '../../app/base/domain-error.ts';
import { listModels } from '../../app/engine/model-store.ts';
import {
  type EvaluationSet,
  evaluateModel,
  measureTurningPoint,
  recordScore,
  verifyModel,
} from '../../app/engine/model-tools.ts';
import { deviceOption } from '../device-option.ts';
import { type CommonOptions, encoderFor, libraryFolder } from '../engine-access.ts';
import { printJson } from '../output/print.ts';
import { readInput } from '../paths.ts';
import { convertCommand } from './model-convert.ts';
import { pullCommand } from './model-pull.ts';
import { changeModelCommand } from './model-use.ts';

/** `semblance model …`: packages of models; prints JSON only. */
export function modelCommand(): Command {
  return new Command('model')
    .description('list, convert, verify and measure models')
    .addCommand(listCommand())
    .addCommand(convertCommand())
    .addCommand(pullCommand())
    .addCommand(verifyCommand())
    .addCommand(changeModelCommand())
    .addCommand(evalCommand())
    .addCommand(turningPointCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('cards of the models at hand')
    .action(async (_: CommonOptions, command: Command) => {
      const packages = await listModels(libraryFolder(commonOptions(command)));
      printJson(
        packages.map(
          ({ card, id, name, dir, width, maxTokens }) => card ?? { id, name, dir, width, maxTokens },
        ),
      );
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('check a package against its card and against itself; exit code 1 when a check fails')
    .argument('<dir>', 'package folder, id, or default')
    .action(async (name: string, _: CommonOptions, command: Command) => {
      const verified = await verifyModel(name, libraryFolder(commonOptions(command)));
      printJson(verified);
      if (!verified.passed) process.exitCode = 1;
    });
}

/** `model` takes the options that it has in common with its commands. */
function commonOptions(command: Command): CommonOptions {
  return command.optsWithGlobals<CommonOptions>();
}

interface EvalFlags {
  readonly sts?: string;
  readonly retrieval?: string[];
  readonly record?: string;
}

function evalCommand(): Command {
  return new Command('eval')
    .description('score a model on sentence similarity or on retrieval')
    .argument('<model>', 'package folder, id, or default')
    .option('--sts <file>', 'lines of score, sentence, sentence, separated by tabs')
    .option(
      '--retrieval <files...>',
      'two files of JSON lines: passages {"id","text"}, queries {"query","positive_id"}',
    )
    .option('--record <name>', 'keep the main score under this name in the card of the package')
    .addOption(deviceOption())
    .action(async (model: string, flags: EvalFlags, command: Command) => {
      const set = await readSet(flags);
      using encoder = await encoderFor(commonOptions(command), model);
      const scores = await evaluateModel(encoder, set);
      const library = libraryFolder(commonOptions(command));
      if (flags.record !== undefined) await recordScore(model, library, flags.record, scores);
      printJson(scores);
    });
}

async function readSet({ sts, retrieval }: EvalFlags): Promise<EvaluationSet> {
  if ((sts === undefined) === (retrieval === undefined)) throw oneSet();
  if (sts !== undefined) return { sts: await readInput(sts) };
  const [passages, queries, ...more] = retrieval ?? [];
  if (passages === undefined || queries === undefined || more.length > 0) throw oneSet();
  return { passages: await readInput(passages), queries: await readInput(queries) };
}

function turningPointCommand(): Command {
  return new Command('turning-point')
    .description(
      'measure after which layer of a decoder sentence similarity falls: a first bidirectional layer to try',
    )
    .argument('<hf-folder>', 'folder with config.json, safetensors and tokenizer.json')
    .requiredOption('--sts <file>', 'lines of score, sentence, sentence, separated by tabs')
    .action(async (hfFolder: string, { sts }: { readonly sts: string }) => {
      const measured = await measureTurningPoint(hfFolder, await readInput(sts), showPairs);
      if (measured.turningPoint === measured.layers.length) {
        process.stderr.write('note: similarity does not fall in the last layers; model convert takes L-3.\n');
      }
      printJson(measured);
    });
}

/** Progress for people at a terminal. */
function showPairs(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}/${total} pairs${done === total ? '\n' : ''}`);
}

function oneSet(): DomainError {
  return new DomainError('evaluation.one-set', {
    message: 'model eval needs one set: --sts FILE, or --retrieval PASSAGES QUERIES.',
    nextStep: 'Give one of the two.',
  });
}
