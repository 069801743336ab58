/** Vectors as columns: row i has id `ids[i]` and components `scales[i] * data[i * width + j]`. */
export interface VectorRows {
  readonly ids: ArrayLike<number>;
  readonly data: Int8Array;
  readonly scales: ArrayLike<number>;
}
