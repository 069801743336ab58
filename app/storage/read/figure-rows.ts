import type { ModelId, PassageId } from '../ids.ts';
import { rowSeal } from '../row-seal.ts';
import type { ComparedRow, PairRow } from './comparison-rows.ts';

/** A row of `compared_passage`; anything may stand in that of a damaged database. */
export interface RawCompared {
  readonly passage_id: PassageId;
  readonly model_id: ModelId;
  /** Of its words alone. */
  readonly text_hash: number;
  readonly words: number;
  readonly fingerprints: Uint8Array;
  readonly density: number | null;
  /** Null where the passage is to be compared again. */
  readonly seal: number | null;
}

/** A row of `passage_pair`. */
export interface RawPair {
  readonly first_id: PassageId;
  readonly second_id: PassageId;
  readonly model_id: ModelId;
  readonly same_text: number;
  readonly identity: number;
  readonly containment: number;
  readonly negations: number;
  readonly numbers: number;
  readonly terms: number;
  readonly cosine: number | null;
  readonly seal: number;
}

/** A row of `random_pair_sample`. */
export interface RawSample {
  readonly model_id: ModelId;
  /** Float64, ascending, little-endian. */
  readonly cosines: Uint8Array;
  readonly seal: number;
}

/** The row with its seal. */
export function rawCompared(row: ComparedRow, model_id: ModelId) {
  const { passageId: passage_id, textHash: text_hash, words, density } = row;
  const { buffer, byteOffset, byteLength } = row.fingerprints;
  const fingerprints = Buffer.from(buffer, byteOffset, byteLength);
  const raw = { passage_id, model_id, text_hash, words, fingerprints, density };
  return { ...raw, seal: sealOfCompared(raw) };
}

export function comparedFrom(raw: RawCompared): ComparedRow {
  const { passage_id: passageId, text_hash: textHash, words, density } = raw;
  // Copied: a buffer of SQLite may begin at any byte, an array of 32-bit numbers may not.
  const bytes = Uint8Array.from(raw.fingerprints);
  return { passageId, textHash, words, density, fingerprints: new Uint32Array(bytes.buffer) };
}

/** The row with its seal. */
export function rawPair(pair: PairRow, model_id: ModelId): RawPair {
  const { first: first_id, second: second_id, sameText, identity, containment } = pair;
  const { negations, numbers, terms, cosine } = pair;
  const raw = {
    ...{ first_id, second_id, model_id, same_text: sameText ? 1 : 0, identity, containment },
    ...{ negations, numbers, terms, cosine },
  };
  return { ...raw, seal: sealOfPair(raw) };
}

export function pairFrom({ first_id, second_id, same_text, ...raw }: RawPair): PairRow {
  const { identity, containment, negations, numbers, terms, cosine } = raw;
  return {
    ...{ first: first_id, second: second_id, sameText: same_text === 1 },
    ...{ identity, containment, negations, numbers, terms, cosine },
  };
}

/** Whether the row is as it was stored, as far as it is used. */
export function isSealedCompared(raw: RawCompared): boolean {
  if (raw.seal === null) return true;
  return raw.fingerprints instanceof Uint8Array && sealOfCompared(raw) === raw.seal;
}

export function isSealedPair(raw: RawPair): boolean {
  return sealOfPair(raw) === raw.seal;
}

export function rawSample(ascending: Float64Array, model_id: ModelId): RawSample {
  const cosines = Buffer.from(ascending.buffer, ascending.byteOffset, ascending.byteLength);
  return { model_id, cosines, seal: rowSeal([model_id], cosines) };
}

export function isSealedSample({ model_id, cosines, seal }: RawSample): boolean {
  return cosines instanceof Uint8Array && rowSeal([model_id], cosines) === seal;
}

function sealOfCompared(raw: Omit<RawCompared, 'seal'>): number {
  const { passage_id, model_id, text_hash, words, density, fingerprints } = raw;
  return rowSeal([passage_id, model_id, text_hash, words, density], fingerprints);
}

function sealOfPair(raw: Omit<RawPair, 'seal'>): number {
  const { first_id, second_id, model_id, same_text, identity, containment } = raw;
  const { negations, numbers, terms, cosine } = raw;
  return rowSeal([
    ...[first_id, second_id, model_id, same_text, identity, containment],
    ...[negations, numbers, terms, cosine],
  ]);
}
