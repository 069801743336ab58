import type { Quantised } from '../graph/quantise.ts';

/** Named float tensors of a model, wherever they are kept. Shapes are known at once, values are read on demand. */
export interface TensorSource {
  /** Undefined when there is no such tensor. */
  shapeOf(name: string): readonly number[] | undefined;
  /** All values, row-major, as float32. */
  read(name: string): Promise<Float32Array>;
  /** Reads the integers of a tensor that is stored as int8 already, in the layout of int8Format; else undefined. */
  quantised?(name: string): (() => Promise<Quantised>) | undefined;
}
