/** Named float tensors of a model, wherever they are kept. Shapes are known at once, values are read on demand. */
export interface TensorSource {
  /** Undefined when there is no such tensor. */
  shapeOf(name: string): readonly number[] | undefined;
  /** All values, row-major, as float32. */
  read(name: string): Promise<Float32Array>;
}
