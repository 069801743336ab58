/** A vector in one byte per component: component i is `scale * data[i]`. */
export interface QuantisedVector {
  readonly scale: number;
  readonly data: Int8Array;
}

const INT8_MAX = 127;

/**
 * Symmetric int8 quantisation with one scale per vector. The scale restores the length rather than the largest
 * component, so a unit vector is a unit vector again and its dot products are cosines.
 * A zero vector has scale 0.
 * @throws RangeError when a component is not finite.
 */
export function quantise(vector: Float32Array): QuantisedVector {
  const largest = largestMagnitude(vector);
  const data = new Int8Array(vector.length);
  if (largest === 0) return { scale: 0, data };
  let squares = 0;
  let quantisedSquares = 0;
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]!;
    const level = Math.round((value * INT8_MAX) / largest);
    data[i] = level;
    squares += value * value;
    quantisedSquares += level * level;
  }
  return { scale: Math.fround(Math.sqrt(squares / quantisedSquares)), data };
}

export function dequantise({ scale, data }: QuantisedVector): Float32Array {
  return Float32Array.from(data, (level) => scale * level);
}

/** Dot product of `query` with the bytes at `data[offset …]`, without the scale. Exact up to float64 rounding. */
export function dot(query: Float32Array, data: Int8Array, offset = 0): number {
  let even = 0;
  let odd = 0;
  const paired = query.length & ~1;
  for (let i = 0; i < paired; i += 2) {
    even += query[i]! * data[offset + i]!;
    odd += query[i + 1]! * data[offset + i + 1]!;
  }
  if (paired < query.length) even += query[paired]! * data[offset + paired]!;
  return even + odd;
}

export function largestMagnitude(vector: Float32Array): number {
  let largest = 0;
  for (const value of vector) {
    if (!Number.isFinite(value)) throw new RangeError(`A vector component is ${value}`);
    if (Math.abs(value) > largest) largest = Math.abs(value);
  }
  return largest;
}
