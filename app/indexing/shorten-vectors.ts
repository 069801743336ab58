import type { ModelId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { PassageVectors, StoredVector } from '../storage/write/drafts.ts';
import { dequantise, quantise } from '../vector-index/index.ts';
import { encodePassages } from './encode-passages.ts';
import type { PassageEncoder, StoredPassage } from './encode-stored.ts';
import type { TextEncoder } from './services.ts';

/** The first components of a vector as a unit vector: what a 2D-Matryoshka model gives at fewer dimensions. */
export function shortened(vector: StoredVector, dimensions: number): StoredVector {
  const first = dequantise({ ...vector, data: vector.data.subarray(0, dimensions) });
  const norm = Math.hypot(...first) || 1;
  return quantise(first.map((value) => value / norm));
}

/** Encodes passages by their texts. */
export function textEncoding(encoder: TextEncoder): PassageEncoder {
  return (passages, signal) => encodePassages(passages, encoder, signal);
}

/**
 * Makes vectors of passages by shortening those that they have under a model with the same weights and more dimensions;
 * passages that have none are encoded.
 * @param dimensions  to keep.
 */
export function shorteningEncoding(
  store: LibraryStore,
  longer: ModelId,
  dimensions: number,
  encoder: TextEncoder,
): PassageEncoder {
  const cut = (vector: StoredVector) => shortened(vector, dimensions);
  return async (passages, signal) => {
    const stored = passages.map(({ id }) => store.vectors.ofPassage(id, longer));
    const missing = passages.filter((_, row) => stored[row] === null);
    const encoded = await encodePassages(missing, encoder, signal);
    const fresh = new Map<StoredPassage, PassageVectors>(
      missing.map((passage, row) => [passage, encoded.vectors[row]!]),
    );
    const vectors = passages.map((passage, row): PassageVectors => {
      const long = stored[row];
      if (!long) return fresh.get(passage)!;
      return {
        sentences: long.sentences.map((vector) => vector && cut(vector)),
        windows: long.windows.map(cut),
      };
    });
    return { ...encoded, vectors };
  };
}
