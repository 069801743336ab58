import type { VectorBlock } from '../../library/sentence-vectors.ts';

/** One way to keep vectors and find the nearest. Ids are row numbers from 0. */
export interface VectorStore {
  /** Takes in the next rows; they are to be copied. */
  add(block: VectorBlock): Promise<void> | void;
  /** Ends the building: an index over what was added, saved where the store has files. */
  finish(): Promise<void> | void;
  /** The ids of the k nearest by cosine, best first. */
  search(query: Float32Array, k: number): Promise<ArrayLike<number>> | ArrayLike<number>;
}

/** @param folder  empty, for files of the store. */
export type OpenVectorStore = (width: number, count: number, folder: string) => Promise<VectorStore>;
