import type { TensorSource } from '../checkpoint/tensor-source.ts';
import { SCALE_SUFFIX } from '../graph/int8-format.ts';
import type { Quantised } from '../graph/quantise.ts';
import { dequantiseRows, dequantiseTransposed } from '../graph/quantise.ts';
import type { StoredTensor } from '../onnx/read-model.ts';
import { readInitializers } from '../onnx/read-model.ts';

/**
 * The weights of an int8 model file under the names and shapes of the checkpoint it was made from. Graphs derived
 * from a package hold the same integers as the package.
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
    const readQuantised = this.quantised(name);
    if (!readQuantised) return new Float32Array((await this.#bytes(name)).buffer);
    const dequantise = this.#isTransposed(name) ? dequantiseTransposed : dequantiseRows;
    return dequantise(await readQuantised());
  }

  quantised(name: string): (() => Promise<Quantised>) | undefined {
    if (this.#tensors.get(name)?.type !== 'int8') return undefined;
    return async () => ({
      values: new Int8Array((await this.#bytes(name)).buffer),
      scales: new Float32Array((await this.#bytes(name + SCALE_SUFFIX)).buffer),
    });
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
