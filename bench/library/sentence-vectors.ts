import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '../../app/base/logger.ts';
import { openModelPackage } from '../../app/embedding/index.ts';
import { EncoderClient } from '../../app/engine/encoder-client.ts';
import { findModel } from '../../app/engine/model-store.ts';
import { Missing } from '../harness/bench-folder.ts';
import { encodingsFolder } from './encodings-folder.ts';
import { recordedSpawner } from './recorded-spawner.ts';

/** Rows read from disk at a time. */
const ROWS_PER_READ = 16_384;

/** Rows of unit vectors in full precision, row-major. */
export interface VectorTable {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
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
