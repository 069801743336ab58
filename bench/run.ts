import { fileURLToPath } from 'node:url';
import { CORPUS_SIZES, type CorpusSize } from './corpora/corpus.ts';
import { Missing } from './harness/bench-folder.ts';
import { figuresReport, printReport, type Report, writeReport } from './harness/report.ts';
import { prepareLibrary } from './library/prepared-library.ts';
import { sizesOf } from './library/prepared-sizes.ts';
import { installPeers } from './peers/installed-peers.ts';
import { benchDuplicates } from './quality/duplicates/duplicates.ts';
import { benchDuplicatesGrowth } from './quality/duplicates/growth.ts';
import { benchVerdict } from './quality/verdict.ts';
import { benchCompare } from './speed/compare.ts';
import { benchEdit } from './speed/edit.ts';
import { benchEncode } from './speed/encode/encode.ts';
import { benchIndexing } from './speed/indexing/indexing.ts';
import { benchLibrary } from './speed/indexing/library.ts';
import { benchProviders } from './speed/providers/providers.ts';
import { benchQueriesOfLibraries } from './speed/queries.ts';
import { benchStart } from './speed/start/start.ts';
import { benchPrecision } from './speed/vectors/precision.ts';
import { benchVectors } from './speed/vectors/vectors.ts';
import { benchWindow } from './speed/window/window.ts';

type Bench = (args: readonly string[]) => Promise<Report>;

// npm run bench -- <name> <arguments…>: measures, prints tables, and keeps the figures in bench/results/<name>.json.
const BENCHES: Readonly<Record<string, Bench>> = {
  encode: benchEncode,
  vectors: benchVectors,
  precision: benchPrecision,
  index: benchIndexing,
  queries: benchQueriesOfLibraries,
  start: benchStart,
  edit: benchEdit,
  window: benchWindow,
  providers: benchProviders,
  'duplicates-growth': benchDuplicatesGrowth,
  duplicates: figuresOf(benchDuplicates),
  library: figuresOf(benchLibrary),
  compare: figuresOf(benchCompare),
  verdict: figuresOf(benchVerdict),
};
const RESULTS = fileURLToPath(new URL('./results', import.meta.url));

const [name = '', ...args] = process.argv.slice(2);
try {
  if (name === 'peers') installPeers();
  else if (name === 'prepare') await prepare(args[0]);
  else if (name === 'all') await runAll();
  else await run(name, args);
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/** The corpora, vectors and libraries of the sizes named, smaller ones first. */
async function prepare(sizes: string | undefined): Promise<void> {
  for (const size of sizesOf(sizes)) {
    console.error(`${CORPUS_SIZES[size as CorpusSize]} sentences`);
    await prepareLibrary(size);
  }
}

/** Every bench with what it takes by itself; those that lack something are named. */
async function runAll(): Promise<void> {
  for (const each of Object.keys(BENCHES)) {
    console.log(`\n# ${each}`);
    await run(each, []).catch((error: unknown) => {
      if (!(error instanceof Missing)) throw error;
      console.log(`Not measured: ${error.message}`);
    });
  }
}

async function run(bench: string, options: readonly string[]): Promise<void> {
  const measure = BENCHES[bench];
  if (!measure)
    throw new Missing(
      `Which bench? One of: ${[...Object.keys(BENCHES), 'all', 'prepare', 'peers'].join(', ')}.`,
    );
  const startedAt = performance.now();
  const report = await measure(options);
  printReport(report);
  writeReport(bench, report, (performance.now() - startedAt) / 1000, RESULTS);
}

function figuresOf(measure: (args: readonly string[]) => Promise<Record<string, number>>): Bench {
  return async (options) => figuresReport(await measure(options));
}
