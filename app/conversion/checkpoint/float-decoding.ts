/** How the stored bytes (little endian) of each supported element type become float32. */
const DECODERS = { F32: decodeFloat32, F16: decodeFloat16, BF16: decodeBfloat16 } as const;

export type FloatType = keyof typeof DECODERS;

export function isFloatType(dtype: string): dtype is FloatType {
  return Object.hasOwn(DECODERS, dtype);
}

/** `bytes` must begin at an offset of its buffer that is a multiple of 4. */
export function decodeFloats(bytes: Uint8Array, dtype: FloatType): Float32Array {
  return DECODERS[dtype](bytes);
}

function decodeFloat32(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function decodeFloat16(bytes: Uint8Array): Float32Array {
  return Float32Array.from(new Float16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2));
}

/** BF16 is the upper half of a float32. */
function decodeBfloat16(bytes: Uint8Array): Float32Array {
  const upperHalves = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const bits = new Uint32Array(upperHalves.length);
  for (let i = 0; i < bits.length; i++) bits[i] = upperHalves[i]! << 16;
  return new Float32Array(bits.buffer);
}
