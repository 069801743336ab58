import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '../../app/base/logger.ts';
import { mapAhead } from '../../app/base/map-ahead.ts';
import { openModelPackage } from '../../app/embedding/index.ts';
import { EncoderClient } from '../../app/engine/encoder-client.ts';
import { findModel } from '../../app/engine/model-store.ts';
import type { Corpus } from '../corpora/corpus.ts';
import { sentencesOf } from '../corpora/markdown-note.ts';
import { Missing } from '../harness/bench-folder.ts';
import { encodingsFolder } from './encodings-folder.ts';
import { recordedSpawner } from './recorded-spawner.ts';

/** Notes whose sentences are encoded in one call: some thousand sentences. */
const NOTES_PER_CALL = 50;
/** Rows read from disk at a time. */
const ROWS_PER_READ = 16_384;

/** Rows of unit vectors in full precision, row-major. */
export interface VectorTable {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** Encodes the sentences of a corpus that were not encoded before; can be stopped and started again. */
export async function encodeSentences(made: Corpus): Promise<void> {
  const { dir } = await findModel('default');
  using encoder = new EncoderClient(dir, recordedSpawner(silentLogger), silentLogger);
  const notes = readdirSync(made.notes, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort();
  const calls = Array.from({ length: Math.ceil(notes.length / NOTES_PER_CALL) }, (_, call) =>
    notes.slice(call * NOTES_PER_CALL, (call + 1) * NOTES_PER_CALL),
  );
  const encoded = mapAhead(calls, 2, async (paths) => {
    const texts = paths.map((path) => readFileSync(join(made.notes, path), 'utf8'));
    await encoder.encode(
      texts.flatMap((text) => sentencesOf({ path: '', text })),
      [],
    );
  });
  let done = 0;
  for await (const _ of encoded) {
    done++;
    if (done % 20 === 0)
      console.error(`${made.size}: sentences of ${done * NOTES_PER_CALL}/${notes.length} notes`);
  }
}

/** How many sentences have been encoded. */
export async function encodedSentences(): Promise<number> {
  const { file, rowBytes } = await sentenceFile();
  try {
    return Math.floor(fstatSync(file).size / rowBytes);
  } finally {
    closeSync(file);
  }
}

/** Some rows of a table that is too large to be copied for everyone who reads it. */
export interface VectorBlock extends VectorTable {
  /** The row of the table that comes first here. */
  readonly first: number;
}

/**
 * The first `count` sentence vectors that were encoded, of distinct sentences, block by block; a block holds until the
 * next one is asked for.
 * @throws Missing when there are fewer.
 */
export async function* sentenceVectors(count: number): AsyncGenerator<VectorBlock, void> {
  const { file, rowBytes } = await sentenceFile();
  try {
    const there = Math.floor(fstatSync(file).size / rowBytes);
    if (there < count)
      throw new Missing(`${there} sentences are encoded, fewer than ${count}: npm run bench -- prepare 1m`);
    const values = new Float32Array((ROWS_PER_READ * rowBytes) / 4);
    for (let first = 0; first < count; first += ROWS_PER_READ) {
      const rows = Math.min(ROWS_PER_READ, count - first);
      readSync(file, new Uint8Array(values.buffer), 0, rows * rowBytes, first * rowBytes);
      const width = rowBytes / 4;
      yield { first, count: rows, width, values: values.subarray(0, rows * width) };
    }
  } finally {
    closeSync(file);
  }
}

/** Vectors of texts as queries: encoded now. */
export async function queryVectors(texts: readonly string[]): Promise<VectorTable> {
  const { dir } = await findModel('default');
  using encoder = new EncoderClient(dir, recordedSpawner(silentLogger), silentLogger);
  const { vectors } = await encoder.encodeExactly(texts, 'query');
  return { count: texts.length, width: vectors.length / texts.length, values: vectors };
}

async function sentenceFile(): Promise<{ file: number; rowBytes: number }> {
  const model = await openModelPackage((await findModel('default')).dir);
  const path = join(await encodingsFolder(model), 'sentences.f32');
  try {
    return { file: openSync(path, 'r'), rowBytes: 4 * model.width };
  } catch (cause) {
    throw new Missing('No sentences are encoded: npm run bench -- prepare 10k', { cause });
  }
}
