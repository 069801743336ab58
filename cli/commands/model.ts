import { Command, InvalidArgumentError, Option } from 'commander';
import { DomainError } from '../../app/base/domain-error.ts';
import { listModels } from '../../app/engine/model-store.ts';
import {
  convertModel,
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
import { changeModelCommand } from './model-use.ts';

/** `semblance model …`: packages of models; prints JSON only. */
export function modelCommand(): Command {
  return new Command('model')
    .description('list, convert, verify and measure models')
    .addCommand(listCommand())
    .addCommand(convertCommand())
    .addCommand(verifyCommand())
    .addCommand(changeModelCommand())
    .addCommand(evalCommand())
    .addCommand(turningPointCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('cards of the models at hand')
    .action(async (options: CommonOptions) => {
      const packages = await listModels(libraryFolder(options));
      printJson(
        packages.map(
          ({ card, id, name, dir, width, maxTokens }) => card ?? { id, name, dir, width, maxTokens },
        ),
      );
    });
}

interface ConvertFlags {
  readonly out: string;
  readonly firstBidirectional: number | 'auto';
  readonly pooling: 'mean' | 'last';
  readonly pooledStates: 'residual' | 'normed';
  readonly form: 'sequential' | 'two-branch';
  readonly adapter?: string;
  readonly id?: string;
  readonly name?: string;
  readonly licence?: string;
  readonly source?: string;
  readonly maxTokens?: number;
  readonly languages?: string[];
  readonly dimensions?: number[];
  readonly exitLayers?: number[];
}

function convertCommand(): Command {
  return new Command('convert')
    .description('make a DeeLM package of a Hugging Face folder with a decoder model')
    .argument('<hf-folder>', 'folder with config.json, safetensors and tokenizer.json')
    .requiredOption('--out <dir>', 'folder of the new package')
    .addOption(
      new Option(
        '--first-bidirectional <layer>',
        'first layer that attends in both directions; auto leaves all but the last 3 causal, `model turning-point` measures',
      )
        .default('auto')
        .argParser((text) => (text === 'auto' ? 'auto' : wholeNumber(text))),
    )
    .addOption(
      new Option('--pooling <pooling>', 'how token states become one vector')
        .choices(['mean', 'last'])
        .default('mean'),
    )
    .addOption(
      new Option('--pooled-states <states>', 'states before or after the final norm')
        .choices(['residual', 'normed'])
        .default('normed'),
    )
    .addOption(
      new Option('--form <form>', 'one stack, or two branches')
        .choices(['sequential', 'two-branch'])
        .default('sequential'),
    )
    .option('--adapter <dir>', 'LoRA adapter to merge')
    .option('--id <id>', 'id of the package (default: from the folder name)')
    .option('--name <name>', 'name shown to people')
    .option('--licence <text>', 'licence of the weights')
    .option('--source <text>', 'where the weights come from')
    .addOption(new Option('--max-tokens <number>', 'longest text in tokens').argParser(wholeNumber))
    .option('--languages <tags...>', 'languages the model was trained on, as BCP 47 tags')
    .addOption(new Option('--dimensions <widths...>', 'widths that vectors may be cut to').argParser(listed))
    .addOption(
      new Option('--exit-layers <layers...>', 'layers after which the model may be left').argParser(listed),
    )
    .action(async (hfFolder: string, flags: ConvertFlags) => {
      const { out: outDir, firstBidirectional: firstBidirectionalLayer, ...choices } = flags;
      printJson(await convertModel({ hfFolder, outDir, firstBidirectionalLayer, ...choices }));
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('check a package against its card and against itself; exit code 1 when a check fails')
    .argument('<dir>', 'package folder, id, or default')
    .action(async (name: string, options: CommonOptions) => {
      const verified = await verifyModel(name, libraryFolder(options));
      printJson(verified);
      if (!verified.passed) process.exitCode = 1;
    });
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
      using encoder = await encoderFor(command.opts<CommonOptions>(), model);
      const scores = await evaluateModel(encoder, set);
      const library = libraryFolder(command.opts<CommonOptions>());
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

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Give a whole number.');
}

/** One more number of an option that takes several. */
function listed(text: string, before: readonly number[] = []): number[] {
  return [...before, wholeNumber(text)];
}
