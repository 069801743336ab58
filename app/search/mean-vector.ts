import type { VectorColumns } from '../storage/read/vectors.ts';

/** The direction that the vectors have in common, of unit length; null when there is none. */
export function meanVector({ ids, scales, data }: VectorColumns): Float32Array | null {
  const width = data.length / ids.length || 0;
  const sum = new Float64Array(width);
  for (const [row, scale] of scales.entries()) {
    for (let i = 0; i < width; i++) sum[i]! += scale * data[row * width + i]!;
  }
  const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
  return length === 0 ? null : Float32Array.from(sum, (value) => value / length);
}
