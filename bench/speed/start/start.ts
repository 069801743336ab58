import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { folderMegabytes } from '../../harness/folder-size.ts';
import { treeMegabytes, treeProcessorSeconds } from '../../harness/process-tree.ts';
import type { Report, Row } from '../../harness/report.ts';
import { median, quantile, rounded } from '../../harness/statistics.ts';
import type { PreparedLibrary } from '../../library/prepared-library.ts';
import { onEachSize, sizesOf } from '../../library/prepared-sizes.ts';
import type { StartMessage } from './start-process.ts';

const ENTRY = fileURLToPath(new URL('./start-process.ts', import.meta.url));
const ROUNDS = 4;
const QUERY = 'a decision that was regretted later';

/**
 * From nothing to the first answer of a new engine process, and the memory of all its processes: with the first answer,
 * and when nothing is left to do.
 * @param args  sizes (all that are prepared if left out); minutes to wait for the graphs of a library.
 */
export async function benchStart([sizes, minutes = '5']: readonly string[]): Promise<Report> {
  const missing: string[] = [];
  const rows = await onEachSize(sizesOf(sizes), missing, (library) => startsOf(library, minutes));
  const points = (value: (row: StartFigures) => number | null) =>
    rows.flatMap((row) => (value(row) ? [[row.sentences, value(row)!] as const] : []));
  return {
    tables: { start: rows },
    charts: {
      memory: {
        title: 'Memory of all processes',
        xLabel: 'sentences',
        yLabel: 'megabytes',
        series: [
          { name: 'with the first answer', points: points((row) => row.megabytesAtAnswer) },
          { name: 'when settled', points: points((row) => row.megabytesSettled) },
          { name: 'library on disk', points: points((row) => row.diskMegabytes) },
        ],
      },
      seconds: {
        title: 'Start to first answer',
        xLabel: 'sentences',
        yLabel: 'seconds',
        series: [{ name: 'median', points: points((row) => row.medianSeconds) }],
      },
    },
    missing,
  };
}

interface StartFigures extends Row {
  readonly sentences: number;
  readonly fastestSeconds: number;
  readonly medianSeconds: number;
  readonly slowestSeconds: number;
  /** Of all processes, until the answer. */
  readonly processorSeconds: number;
  readonly megabytesAtAnswer: number | null;
  readonly megabytesSettled: number | null;
  readonly vectorStage: string;
  readonly diskMegabytes: number;
}

async function startsOf({ dir, corpus }: PreparedLibrary, minutes: string): Promise<StartFigures> {
  const starts: { seconds: number; processorSeconds: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) starts.push(await startOnce(dir));
  const seconds = starts.map((start) => start.seconds);
  const memory = await memoryOf(dir, minutes);
  return {
    sentences: corpus.sentences,
    fastestSeconds: rounded(Math.min(...seconds)),
    medianSeconds: rounded(median(seconds)),
    slowestSeconds: rounded(quantile(seconds, 1)),
    processorSeconds: rounded(median(starts.map((start) => start.processorSeconds))),
    ...memory,
    diskMegabytes: folderMegabytes(dir),
  };
}

async function startOnce(dir: string) {
  const startedAt = performance.now();
  const child = startProcess(dir, '0');
  await message(child, 'answered');
  const seconds = (performance.now() - startedAt) / 1000;
  const processorSeconds = treeProcessorSeconds(child.pid!) ?? 0;
  await end(child);
  return { seconds, processorSeconds };
}

async function memoryOf(dir: string, minutes: string) {
  const child = startProcess(dir, minutes);
  const settling = message(child, 'settled');
  await message(child, 'answered');
  const megabytesAtAnswer = treeMegabytes(child.pid!);
  const { vectorStage } = await settling;
  const megabytesSettled = treeMegabytes(child.pid!);
  await end(child);
  return { megabytesAtAnswer, megabytesSettled, vectorStage };
}

function startProcess(dir: string, minutes: string): ChildProcess {
  return fork(ENTRY, [dir, QUERY, minutes], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

function message<Kind extends StartMessage['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<StartMessage, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    child.on('message', (received: StartMessage) => {
      if (received.kind === kind) resolve(received as Extract<StartMessage, { kind: Kind }>);
    });
    child.once('exit', (code) => reject(new Error(`The engine ended with exit code ${code}`)));
  });
}

/** SIGTERM would leave the library locked until its lock is found stale, which every start does. */
async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
