import { DomainError } from '../../base/domain-error.ts';
import type { Quantised } from '../graph/quantise.ts';
import type { TensorSource } from './tensor-source.ts';

/** A tensor that a graph will hold: known by name and shape, read when the graph is written. */
export interface Weight {
  /** Name without the checkpoint's prefix, as `layers.0.mlp.up_proj.weight`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** @throws DomainError `conversion.not-finite` */
  readonly read: () => Promise<Float32Array>;
  /** Where the source holds integers already: they are kept, not quantised again. */
  readonly readQuantised?: (() => Promise<Quantised>) | undefined;
}

/** The weights of a model under the names of its architecture, whatever prefix the checkpoint puts before them. */
export class ModelWeights {
  readonly #source: TensorSource;
  readonly #prefix: string;

  private constructor(source: TensorSource, prefix: string) {
    this.#source = source;
    this.#prefix = prefix;
  }

  /**
   * @param anchor    a tensor that every checkpoint of the architecture has; it shows which prefix is in use.
   * @param prefixes  tried in order.
   * @throws DomainError `conversion.missing-tensor`
   */
  static find(source: TensorSource, anchor: string, prefixes: readonly string[]): ModelWeights {
    const prefix = prefixes.find((candidate) => source.shapeOf(candidate + anchor) !== undefined);
    if (prefix === undefined) throw missing(anchor);
    return new ModelWeights(source, prefix);
  }

  has(name: string): boolean {
    return this.#source.shapeOf(this.#prefix + name) !== undefined;
  }

  /** @throws DomainError `conversion.missing-tensor` | `conversion.wrong-shape` */
  get(name: string, shape: readonly number[]): Weight {
    const stored = this.#source.shapeOf(this.#prefix + name);
    if (!stored) throw missing(name);
    if (stored.join() !== shape.join()) throw wrongShape(name, stored, shape);
    return {
      name,
      shape,
      read: async () => requireFinite(name, await this.#source.read(this.#prefix + name)),
      readQuantised: this.#source.quantised?.(this.#prefix + name),
    };
  }
}

function requireFinite(name: string, values: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]!);
  if (Number.isFinite(sum)) return values;
  throw new DomainError('conversion.not-finite', {
    message: `Tensor ${name} holds values that are not numbers or infinite`,
    nextStep: 'The checkpoint is damaged or its training failed: download it again or use another one.',
  });
}

function missing(name: string): DomainError {
  return new DomainError('conversion.missing-tensor', {
    message: `The checkpoint has no tensor ${name}`,
    nextStep: 'Check that the download is complete and that config.json belongs to these weights.',
  });
}

function wrongShape(name: string, stored: readonly number[], expected: readonly number[]): DomainError {
  return new DomainError('conversion.wrong-shape', {
    message: `Tensor ${name} is [${stored}], but config.json calls for [${expected}]`,
    nextStep: 'Check that config.json belongs to these weights.',
  });
}
