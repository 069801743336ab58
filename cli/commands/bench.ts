import { Command, InvalidArgumentError, Option } from 'commander';
import { DomainError } from '../../app/base/domain-error.ts';
import { SearchMode, SearchRequest } from '../../app/contracts/search.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { deviceOption } from '../device-option.ts';
import { type CommonOptions, encoderFor, engineFor } from '../engine-access.ts';
import { type Latency, latencyOf } from '../measure/latency.ts';
import { ownTexts, queriesOf } from '../measure/own-texts.ts';
import { printJson, printLine } from '../output/print.ts';
import { ProgressLine } from '../output/progress-line.ts';

interface BenchOptions extends CommonOptions {
  readonly queries: number;
}

const MOST_TEXTS = 2_000;
const MOST_QUERIES = 1_000;

/** What a library takes on this machine. */
interface Measured {
  readonly model: string;
  readonly device: string;
  readonly documents: number;
  readonly passages: number;
  readonly sentences: number;
  readonly vectorStage: string;
  readonly encode: { readonly texts: number; readonly tokens: number; readonly tokensPerSecond: number };
  readonly search: Readonly<Record<SearchMode, Latency>>;
}

/** `semblance bench [--queries N]`: how fast this machine searches a library and encodes its texts. Nothing is changed. */
export function benchCommand(): Command {
  return new Command('bench')
    .description(
      "measure searching a library, and encoding texts of it, with queries made of the library's own words",
    )
    .addOption(
      new Option('--queries <number>', 'queries of each kind').default(40).argParser((text) => {
        const queries = Number(text);
        if (Number.isInteger(queries) && queries >= 1 && queries <= MOST_QUERIES) return queries;
        throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_QUERIES}.`);
      }),
    )
    .addOption(deviceOption())
    .action(async (options: BenchOptions) => {
      const measured = await measure(options);
      if (options.json) printJson(measured);
      else printMeasured(measured);
    });
}

async function measure(options: BenchOptions): Promise<Measured> {
  let doing = 'searching';
  using _progress = new ProgressLine(() => doing);
  await using engine = await engineFor(options, 'read');
  const texts = ownTexts(engine);
  if (texts.length === 0) throw nothingToRead();
  const { model, documents, passages, sentences, vectorStage } = await engine.status();
  const search = await searchTimes(engine, queriesOf(texts, options.queries));
  doing = 'encoding';
  using encoder = await encoderFor(options, options.model ?? model.id);
  const encode = await encodingSpeed(encoder, texts.slice(0, MOST_TEXTS));
  return {
    model: model.id,
    device: encoder.provider,
    documents,
    passages,
    sentences,
    vectorStage,
    encode,
    search,
  };
}

async function searchTimes(
  engine: Engine,
  queries: readonly string[],
): Promise<Readonly<Record<SearchMode, Latency>>> {
  const times = async (mode: SearchMode) =>
    latencyOf(queries, (query) => engine.search(SearchRequest.parse({ query, mode })));
  return { hybrid: await times('hybrid'), meaning: await times('meaning'), words: await times('words') };
}

/** Opening sessions does not count. */
async function encodingSpeed(
  encoder: Awaited<ReturnType<typeof encoderFor>>,
  texts: readonly string[],
): Promise<Measured['encode']> {
  await encoder.encodeExactly(texts.slice(0, 1), 'passage');
  const startedAt = performance.now();
  const { tokens } = await encoder.encodeExactly(texts, 'passage');
  const seconds = (performance.now() - startedAt) / 1000;
  return { texts: texts.length, tokens, tokensPerSecond: Math.round(tokens / seconds) };
}

function printMeasured(measured: Measured): void {
  const { model, device, documents, sentences, vectorStage, encode, search } = measured;
  printLine(`${documents} documents, ${sentences} sentences, vectors: ${vectorStage}`);
  printLine(`${model} on ${device}: ${encode.tokensPerSecond} tokens a second`);
  for (const mode of SearchMode.options) {
    const { p50Ms, p95Ms, queries } = search[mode];
    printLine(`${mode.padEnd(8)} half of ${queries} queries within ${p50Ms} ms, 95 % within ${p95Ms} ms`);
  }
}

function nothingToRead(): DomainError {
  return new DomainError('library.no-text', {
    message: 'The library has no document with text to measure with.',
    nextStep: 'semblance index <folder> reads some.',
  });
}
