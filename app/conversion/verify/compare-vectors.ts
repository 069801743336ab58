/** Cosine of two vectors of equal length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

export function norm(a: Float32Array): number {
  return Math.sqrt(dot(a, a));
}

/** The smallest cosine of two lists of vectors, pair by pair. */
export function lowestCosine(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return Math.min(...a.map((vector, index) => cosine(vector, b[index]!)));
}

export function meanCosine(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return a.reduce((sum, vector, index) => sum + cosine(vector, b[index]!), 0) / a.length;
}

/** Length of the difference as a share of the length of `a`. */
export function relativeDifference(a: Float32Array, b: Float32Array): number {
  return norm(a.map((value, index) => value - b[index]!)) / norm(a);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
