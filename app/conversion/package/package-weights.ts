import type { TensorSource } from '../checkpoint/tensor-source.ts';
import { SCALE_SUFFIX } from '../graph/int8-format.ts';
import { dequantiseRows, dequantiseTransposed } from '../graph/quantise.ts';
import type { StoredTensor } from '../onnx/read-model.ts';
import { readInitializers } from '../onnx/read-model.ts';

/**
 * The weights of an int8 model file under the names and shapes of the checkpoint it was made from. Quantising them
 * again gives the same integers, so graphs derived from a package agree with it.
 */
export class PackageWeights implements TensorSource {
  readonly #tensors: ReadonlyMap<string, StoredTensor>;

  private constructor(tensors: ReadonlyMap<string, StoredTensor>) {
    this.#tensors = tensors;
  }

  static async open(modelFile: string): Promise<PackageWeights> {
    return new PackageWeights(await readInitializers(modelFile));
  }

  shapeOf(name: string): readonly number[] | undefined {
    const tensor = this.#tensors.get(name);
    return tensor && this.#isTransposed(name) ? tensor.shape.toReversed() : tensor?.shape;
  }

  async read(name: string): Promise<Float32Array> {
    const bytes = await this.#bytes(name);
    if (this.#tensors.get(name)?.type === 'float32') return new Float32Array(bytes.buffer);
    const values = new Int8Array(bytes.buffer);
    const scales = new Float32Array((await this.#bytes(name + SCALE_SUFFIX)).buffer);
    const dequantise = this.#isTransposed(name) ? dequantiseTransposed : dequantiseRows;
    return dequantise({ values, scales });
  }

  /** Linear weights have a vector of scales, one per output; tables have a column, one per row. */
  #isTransposed(name: string): boolean {
    return this.#tensors.get(name + SCALE_SUFFIX)?.shape.length === 1;
  }

  async #bytes(name: string): Promise<Uint8Array> {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new RangeError(`No tensor ${name} in this model file`);
    return tensor.bytes();
  }
}
