/** Element types of the tensors we write, with their TensorProto.DataType and size in bytes. */
const ELEMENT_TYPES = {
  float32: { code: 1, bytes: 4 },
  uint8: { code: 2, bytes: 1 },
  int8: { code: 3, bytes: 1 },
  int32: { code: 6, bytes: 4 },
  int64: { code: 7, bytes: 8 },
} as const;

export type ElementType = keyof typeof ELEMENT_TYPES;

export function elementCode(type: ElementType): number {
  return ELEMENT_TYPES[type].code;
}

/** The element type of a TensorProto.DataType, or undefined for one that we never write. */
export function elementTypeOf(code: number): ElementType | undefined {
  return (Object.keys(ELEMENT_TYPES) as ElementType[]).find((type) => ELEMENT_TYPES[type].code === code);
}

export function byteLengthOf(type: ElementType, shape: readonly number[]): number {
  return shape.reduce((size, dimension) => size * dimension, ELEMENT_TYPES[type].bytes);
}
