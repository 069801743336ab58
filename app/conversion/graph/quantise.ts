/** int8 values with a float scale per row or per column: value ≈ scale · int. Symmetric, so 0 stays 0. */
export interface Quantised {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

const INT8_MAX = 127;

/**
 * A linear weight [out,in], transposed to [in,out] as onnxruntime multiplies it, with one scale per output.
 * Processors without VNNI instructions add the products of two neighbouring inputs in 16 bits, and clip. The scale
 * keeps two neighbours of one sign within 127 together, so 255 · (|a|+|b|) never clips and all processors agree:
 * docs/decisions/0005-int8-activation-scale.md
 * @param weight  row-major, `outputs` × `inputs` values.
 */
export function quantiseTransposed(weight: Float32Array, outputs: number, inputs: number): Quantised {
  const values = new Int8Array(weight.length);
  const scales = new Float32Array(outputs);
  for (let row = 0; row < outputs; row++) {
    const start = row * inputs;
    const scale = scaleFor(largestPair(weight.subarray(start, start + inputs)));
    for (let i = 0; i < inputs; i++) values[i * outputs + row] = Math.round(weight[start + i]! / scale);
    scales[row] = scale;
  }
  return { values, scales };
}

/** The inverse of {@link quantiseTransposed}: float32 [out,in]. */
export function dequantiseTransposed({ values, scales }: Quantised): Float32Array {
  const outputs = scales.length;
  const inputs = values.length / outputs;
  const weight = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const row = i % outputs;
    weight[row * inputs + (i - row) / outputs] = values[i]! * scales[row]!;
  }
  return weight;
}

/**
 * An embedding table with one scale per row, chosen so that every row keeps its exact length: in pooled residual
 * states the lengths of rows say how much a token counts (METHODS D11).
 */
export function quantiseRows(table: Float32Array, width: number): Quantised {
  const values = new Int8Array(table.length);
  const scales = new Float32Array(table.length / width);
  for (let row = 0; row < scales.length; row++) {
    const start = row * width;
    const scale = scaleFor(largestValue(table.subarray(start, start + width)));
    let floatSquares = 0;
    let intSquares = 0;
    for (let i = start; i < start + width; i++) {
      const value = Math.round(table[i]! / scale);
      values[i] = value;
      floatSquares += table[i]! ** 2;
      intSquares += value ** 2;
    }
    scales[row] = intSquares > 0 ? Math.sqrt(floatSquares / intSquares) : 0;
  }
  return { values, scales };
}

/** The inverse of {@link quantiseRows}. */
export function dequantiseRows({ values, scales }: Quantised): Float32Array {
  const width = values.length / scales.length;
  const table = new Float32Array(values.length);
  for (let i = 0; i < table.length; i++) table[i] = values[i]! * scales[Math.floor(i / width)]!;
  return table;
}

function scaleFor(largest: number): number {
  return largest > 0 ? Math.fround(largest / INT8_MAX) : 1;
}

function largestValue(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}

/** The largest magnitude of values 0 and 1, 2 and 3, … : together where they have one sign, alone where not. */
function largestPair(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i += 2) {
    const [first, second] = [values[i]!, values[i + 1] ?? 0];
    const together = Math.abs(first + second);
    largest = Math.max(largest, Math.abs(first), Math.abs(second), together);
  }
  return largest;
}
