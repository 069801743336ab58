import { Command, InvalidArgumentError, Option } from 'commander';
import { convertModel } from '../../app/engine/model-tools.ts';
import { printJson } from '../output/print.ts';

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

/** `semblance model convert <hf-folder> --out DIR …` */
export function convertCommand(): Command {
  return new Command('convert')
    .description('make a DeeLM package of a Hugging Face folder with a decoder model')
    .argument('<hf-folder>', 'folder with config.json, safetensors and tokenizer.json')
    .requiredOption('--out <dir>', 'folder of the new package')
    .addOption(firstBidirectionalOption())
    .addOption(poolingOption())
    .addOption(pooledStatesOption())
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

/** `--first-bidirectional`: of commands that convert. */
export function firstBidirectionalOption(): Option {
  return new Option(
    '--first-bidirectional <layer>',
    'first layer that attends in both directions; auto leaves all but the last 3 causal, `model turning-point` measures',
  )
    .default('auto')
    .argParser((text) => (text === 'auto' ? 'auto' : wholeNumber(text)));
}

/** `--pooling` */
export function poolingOption(): Option {
  return new Option('--pooling <pooling>', 'how token states become one vector')
    .choices(['mean', 'last'])
    .default('mean');
}

/** `--pooled-states` */
export function pooledStatesOption(): Option {
  return new Option('--pooled-states <states>', 'states before or after the final norm')
    .choices(['residual', 'normed'])
    .default('normed');
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
