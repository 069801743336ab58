import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Corpus, corpus } from '../../corpora/corpus.ts';
import { alternate, type Contender } from '../../harness/alternate.ts';
import { benchFolder, Missing } from '../../harness/bench-folder.ts';
import { folderMegabytes } from '../../harness/folder-size.ts';
import { peakTreeMegabytes } from '../../harness/process-tree.ts';
import type { Report } from '../../harness/report.ts';
import { median, rounded } from '../../harness/statistics.ts';
import { openLibrary } from '../../library/prepared-library.ts';
import { sizesOf } from '../../library/prepared-sizes.ts';
import { encodingAlone, passagesIn } from './encoding-alone.ts';
import { indexWithFts5, indexWithRecoll } from './words-only.ts';

/**
 * A folder of notes indexed whole: ours, the encoding of its texts alone (indexing may take 1.15 times as long), and two
 * that index words without meaning.
 * @param args  a size, `10k` if left out; rounds.
 */
export async function benchIndexing([size = '10k', rounds = '3']: readonly string[]): Promise<Report> {
  const made = await corpus(sizesOf(size)[0]!);
  const missing: string[] = [];
  const ours: IndexedOnce[] = [];
  const contenders: Contender[] = [
    {
      name: 'semblance',
      run: async () => {
        ours.push(await inFolder((folder) => indexOnce(made, folder)));
        return ours.at(-1)!.seconds;
      },
    },
    { name: 'encoding alone', run: () => ours.at(-1)!.encodingAlone() },
    { name: 'SQLite FTS5 alone', run: () => inFolder((folder) => indexWithFts5(made.notes, folder)) },
    ...recollIfThere(made, missing),
  ];
  // Encoding alone is of what ours has indexed; ours begins the first round.
  const measured = await alternate(contenders, { rounds: Number(rounds), warmUp: 0 });
  const encoding = measured.get('encoding alone')!;
  const rows = [...measured].map(([name, seconds]) => ({
    name,
    seconds: rounded(median(seconds)),
    'sentences/s': Math.round(made.sentences / median(seconds)),
    toEncodingAlone: rounded(median(seconds.map((time, round) => time / encoding[round]!))),
  }));
  const last = ours.at(-1)!;
  return {
    tables: {
      indexing: rows,
      semblance: [
        {
          documents: made.documents,
          sentences: made.sentences,
          passages: last.passages,
          tokensPerSecond: last.tokensPerSecond,
          peakMegabytes: last.peakMegabytes,
          libraryMegabytes: last.libraryMegabytes,
          notesMegabytes: rounded(made.bytes / 1e6),
        },
      ],
    },
    missing,
  };
}

interface IndexedOnce {
  readonly seconds: number;
  readonly passages: number;
  readonly tokensPerSecond: number;
  /** Of all processes, this one included. */
  readonly peakMegabytes: number | null;
  readonly libraryMegabytes: number;
  /** @returns seconds to encode the same texts and do nothing with them. */
  readonly encodingAlone: () => Promise<number>;
}

async function indexOnce(made: Corpus, folder: string): Promise<IndexedOnce> {
  const engine = await openLibrary(folder);
  const startedAt = performance.now();
  const indexing = engine.index([made.notes], new AbortController().signal);
  const [report, peakMegabytes] = await peakTreeMegabytes(process.pid, indexing);
  const seconds = (performance.now() - startedAt) / 1000;
  await engine[Symbol.asyncDispose]();
  const texts = passagesIn(folder);
  const { passages, tokensPerSecond } = report;
  const libraryMegabytes = folderMegabytes(folder);
  return {
    ...{ seconds, passages, tokensPerSecond, peakMegabytes, libraryMegabytes },
    encodingAlone: () => encodingAlone(texts),
  };
}

function recollIfThere(made: Corpus, missing: string[]): Contender[] {
  const run = () => inFolder((folder) => indexWithRecoll(made.notes, folder));
  try {
    inFolderSync((folder) => indexWithRecoll(folder, folder));
    return [{ name: 'Recoll', run }];
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    missing.push(error.message);
    return [];
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = newFolder();
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inFolderSync<T>(work: (folder: string) => T): T {
  const folder = newFolder();
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function newFolder(): string {
  return mkdtempSync(join(benchFolder(), 'index-'));
}
