import { Command, InvalidArgumentError, Option } from 'commander';
import { DomainError } from '../../app/base/domain-error.ts';
import type { CompareRequest, Comparison, Verdict } from '../../app/contracts/compare.ts';
import { MAX_QUERY_CHARACTERS } from '../../app/contracts/search.ts';
import { similarityFigure } from '../../app/contracts/similarity-figure.ts';
import { type CommonOptions, encoderFor, engineFor } from '../engine-access.ts';
import { nearness } from '../output/nearness.ts';
import { printJson, printLine } from '../output/print.ts';

interface CompareOptions extends CommonOptions {
  readonly firstBidirectional?: number;
  readonly exitLayer?: number;
  readonly dimensions?: number;
}

const WORDS: Record<Verdict, string> = {
  same: 'They say the same.',
  close: 'They are close in meaning.',
  related: 'They have something in common.',
  unrelated: 'They have little to do with each other.',
};
const MOST_TOKENS_SHOWN = 8;

/** `semblance compare <a> <b> [--first-bidirectional N] [--exit-layer N] [--dimensions N]` */
export function compareCommand(): Command {
  return new Command('compare')
    .description('compare two texts by meaning')
    .argument('<a>', 'a text')
    .argument('<b>', 'another')
    .addOption(
      numberOption(
        '--first-bidirectional <k>',
        'how many layers read left to right only, from 0 to all; the ones after them attend in both directions',
      ),
    )
    .addOption(numberOption('--exit-layer <layer>', 'layers to go through, from 1'))
    .addOption(numberOption('--dimensions <number>', 'components of the vectors that count'))
    .action(async (a: string, b: string, options: CompareOptions) => {
      if (Math.max(a.length, b.length) > MAX_QUERY_CHARACTERS) throw tooLong();
      const { firstBidirectional, exitLayer, dimensions } = options;
      const request = { a, b, firstBidirectionalLayer: firstBidirectional, exitLayer, dimensions };
      const comparison = await compare(request, options);
      printNotes(comparison);
      if (options.json) printJson(stableComparison(comparison));
      else printComparison(comparison);
    });
}

/** Without a library of the model there is nothing to place the similarity in; the model alone does the rest. */
async function compare(request: CompareRequest, options: CompareOptions): Promise<Comparison> {
  try {
    await using engine = await engineFor(options, 'read');
    return await engine.compare(request);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const isMissing = error.code === 'library.missing' && options.library === undefined;
    if (!isMissing && error.code !== 'library.other-model') throw error;
  }
  using encoder = await encoderFor(options);
  return { ...(await encoder.compare(request, null)), percentile: null };
}

/** The shape that scripts rely on. */
function stableComparison({ cosine, percentile, perLayer, tokens, contributions }: Comparison) {
  const texts = (side: Comparison['tokens']['a']) => side.map(({ text }) => text);
  const { a, b, similarity } = tokens;
  return { cosine, percentile, perLayer, tokens: { a: texts(a), b: texts(b), similarity }, contributions };
}

function printComparison(comparison: Comparison): void {
  const { cosine, percentile, verdict, perLayer, tokens, contributions, overlap } = comparison;
  const likeness = percentile === null ? '' : `, ${nearness(percentile)}`;
  printLine(`${WORDS[verdict]} Cosine ${similarityFigure(cosine)}${likeness}.`);
  printLine(`Shared words: ${overlap.shared.join(', ') || 'none'} (${Math.round(overlap.jaccard * 100)} %)`);
  if (perLayer) printLine(`After each layer: ${perLayer.map((value) => similarityFigure(value)).join('  ')}`);
  if (contributions) {
    for (const side of ['a', 'b'] as const) {
      printLine(`Most telling in ${side}: ${mostTelling(tokens[side], contributions[side])}`);
    }
  }
}

function printNotes({ truncated, notes }: Comparison): void {
  const cut = (['a', 'b'] as const)
    .filter((side) => truncated[side])
    .map((side) => `The end of text ${side} was not read: it is longer than the model takes.`);
  for (const note of [...cut, ...notes]) process.stderr.write(`note: ${note}\n`);
}

function tooLong(): DomainError {
  return new DomainError('compare.too-long', {
    message: `A text is longer than ${MAX_QUERY_CHARACTERS} characters.`,
    nextStep: 'Compare parts of it; semblance duplicates finds passages that repeat each other.',
  });
}

function mostTelling(tokens: Comparison['tokens']['a'], shares: readonly number[]): string {
  return tokens
    .map(({ text }, token) => ({ text: text.trim(), share: shares[token]! }))
    .filter(({ text }) => text !== '')
    .sort((x, y) => Math.abs(y.share) - Math.abs(x.share))
    .slice(0, MOST_TOKENS_SHOWN)
    .map(({ text, share }) => `${text} ${share.toFixed(3)}`)
    .join(', ');
}

/** Any number: whether it suits the model is for the model to say. */
function numberOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value)) return value;
    throw new InvalidArgumentError('Give a whole number.');
  });
}
