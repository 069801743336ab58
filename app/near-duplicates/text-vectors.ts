import type { PassageId } from '../storage/ids.ts';
import type { ComparisonReader, SentenceVector } from '../storage/read/comparisons.ts';
import { quantise } from '../vector-index/index.ts';

/** Some ten milliseconds of work. */
const IDS_PER_READ = 250;

/** Vectors of passages, one row each. */
export interface TextVectors {
  readonly ids: readonly PassageId[];
  readonly scales: Float32Array;
  readonly data: Int8Array;
  readonly width: number;
}

/**
 * One vector for each passage: the mean of its sentences' vectors by length, as a unit vector. The stored vectors of
 * passages are no use here, because they are made of title and headings too: two passages under one heading resemble
 * each other, and a copy under another heading does not. Passages without sentence vectors (code) are left out. Done in
 * pieces, between which the caller may see to other things.
 * @param wanted  ids in ascending order.
 */
export function* readTextVectors(
  reader: ComparisonReader,
  wanted: readonly PassageId[],
): Generator<void, TextVectors> {
  const ids: PassageId[] = [];
  const scales: number[] = [];
  const rows: Int8Array[] = [];
  for (let start = 0; start < wanted.length; start += IDS_PER_READ) {
    const asked = new Set(wanted.slice(start, start + IDS_PER_READ));
    const last = wanted[start + asked.size - 1]!;
    const sentences = reader
      .sentenceVectors(wanted[start]! - 1, last)
      .filter(({ passageId }) => asked.has(passageId));
    for (const [id, ofPassage] of Map.groupBy(sentences, ({ passageId }) => passageId)) {
      const { scale, data } = quantise(meanOf(ofPassage));
      ids.push(id);
      scales.push(scale);
      rows.push(data);
    }
    yield;
  }
  const width = rows[0]?.length ?? 0;
  const data = new Int8Array(rows.length * width);
  for (const [row, bytes] of rows.entries()) data.set(bytes, row * width);
  return { ids, scales: Float32Array.from(scales), data, width };
}

function meanOf(sentences: readonly SentenceVector[]): Float32Array {
  const sum = new Float32Array(sentences[0]!.data.length);
  for (const { length, scale, data } of sentences) {
    for (let i = 0; i < sum.length; i++) sum[i]! += length * scale * data[i]!;
  }
  const norm = Math.hypot(...sum) || 1;
  return sum.map((value) => value / norm);
}
