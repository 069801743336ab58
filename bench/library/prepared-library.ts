import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Logger, silentLogger } from '../../app/base/logger.ts';
import type { SpawnProcess } from '../../app/base/port.ts';
import { openModelPackage } from '../../app/embedding/index.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { findModel } from '../../app/engine/model-store.ts';
import { openEngine } from '../../app/engine/open-engine.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import { type Corpus, type CorpusSize, corpus } from '../corpora/corpus.ts';
import { benchFolder, Missing } from '../harness/bench-folder.ts';
import { encodingsFolder } from './encodings-folder.ts';
import { recordedSpawner } from './recorded-spawner.ts';

const SHOW_EVERY_MS = 10_000;

/** Warnings and errors are shown, so that a child that dies is not overlooked. */
const logger: Logger = { ...silentLogger, warn: console.warn, error: console.error };

/** A library of a corpus, indexed by the engine. */
export interface PreparedLibrary {
  readonly corpus: Corpus;
  readonly dir: string;
}

/** An engine over a library, which is made where there is none; the model is the bundled one unless told. It encodes on the CPU. */
export async function openLibrary(
  libraryDir: string,
  {
    model = 'default',
    resident = false,
    spawn = childProcessSpawner(logger),
  }: { model?: string; resident?: boolean; spawn?: SpawnProcess } = {},
): Promise<Engine> {
  return openEngine({ libraryDir, model, access: 'write', resident, device: 'cpu', spawn, logger });
}

/** The library of a corpus that was prepared before. @throws Missing with the command that prepares it. */
export async function preparedLibrary(size: CorpusSize): Promise<PreparedLibrary> {
  const dir = await libraryFolder(size);
  if (!existsSync(join(dir, 'complete')))
    throw new Missing(`The library of ${size} sentences is not there: npm run bench -- prepare ${size}`);
  return { corpus: await corpus(size), dir };
}

/** Makes the corpus, encodes what was not encoded before, and indexes it; can be stopped and started again. */
export async function prepareLibrary(size: CorpusSize): Promise<PreparedLibrary> {
  const made = await corpus(size);
  const dir = await libraryFolder(size);
  if (existsSync(join(dir, 'complete'))) return { corpus: made, dir };
  mkdirSync(dir, { recursive: true });
  await using engine = await openLibrary(dir, { spawn: recordedSpawner(logger) });
  const timer = setInterval(() => {
    const { phase, filesDone, filesTotal, tokensPerSecond } = engine.progress ?? {};
    console.error(`${size}: ${phase} ${filesDone}/${filesTotal} files, ${tokensPerSecond} tokens/s`);
  }, SHOW_EVERY_MS);
  try {
    const report = await engine.index([made.notes], new AbortController().signal);
    writeFileSync(join(dir, 'complete'), JSON.stringify(report));
  } finally {
    clearInterval(timer);
  }
  return { corpus: made, dir };
}

async function libraryFolder(size: CorpusSize): Promise<string> {
  const { dir } = await findModel('default');
  return benchFolder('libraries', basename(await encodingsFolder(await openModelPackage(dir))), size);
}
