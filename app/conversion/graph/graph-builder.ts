import type { ElementType } from '../onnx/element-type.ts';
import type { Attribute, Dimension, Graph, GraphNode, GraphPort, Initializer } from '../onnx/graph.ts';

/** The name of a tensor that flows through a graph under construction. */
export type Value = string;

type Attributes = Readonly<Record<string, Attribute>>;

const STANDARD_DOMAIN = '';
const CONTRIB_DOMAIN = 'com.microsoft';

/** Collects the nodes and constants of one ONNX graph. Values are used only by the builder that made them. */
export class GraphBuilder {
  readonly #inputs: GraphPort[] = [];
  readonly #outputs: GraphPort[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #initializers = new Map<string, Initializer>();
  readonly #outputNames = new Map<Value, string>();

  input(name: string, type: ElementType, shape: readonly Dimension[]): Value {
    this.#inputs.push({ name, type, shape });
    return name;
  }

  /** Makes the result of a node an output of the graph, under the given name. */
  output(name: string, value: Value, type: ElementType, shape: readonly Dimension[]): void {
    this.#outputNames.set(value, name);
    this.#outputs.push({ name, type, shape });
  }

  /** A node of the ONNX standard with one output. */
  op(type: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    return this.#node(type, STANDARD_DOMAIN, inputs, attributes);
  }

  /** A node of onnxruntime's own operator set with one output. */
  contrib(type: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    return this.#node(type, CONTRIB_DOMAIN, inputs, attributes);
  }

  /** A weight; asking twice for the same name gives the same value. */
  weight(initializer: Initializer): Value {
    if (!this.#initializers.has(initializer.name)) this.#initializers.set(initializer.name, initializer);
    return initializer.name;
  }

  /** A scalar, or a vector when given a list. */
  float(values: number | readonly number[]): Value {
    return this.#constant('float32', values, (list) => new Float32Array(list));
  }

  /** A scalar, or a vector when given a list. */
  int64(values: number | readonly number[]): Value {
    return this.#constant('int64', values, (list) => new BigInt64Array(list.map(BigInt)));
  }

  /** A scalar. */
  uint8(value: number): Value {
    return this.#constant('uint8', value, (list) => new Uint8Array(list));
  }

  build(name: string): Graph {
    const outputName = (value: Value) => this.#outputNames.get(value) ?? value;
    const nodes = this.#nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(outputName),
      outputs: node.outputs.map(outputName),
    }));
    const initializers = [...this.#initializers.values()];
    return { name, inputs: this.#inputs, outputs: this.#outputs, nodes, initializers };
  }

  #node(type: string, domain: string, inputs: readonly Value[], attributes: Attributes): Value {
    const output = `${type}_${this.#nodes.length}`;
    this.#nodes.push({ type, domain, inputs, outputs: [output], attributes });
    return output;
  }

  #constant(
    type: ElementType,
    values: number | readonly number[],
    pack: (list: number[]) => ArrayBufferView,
  ): Value {
    const isScalar = typeof values === 'number';
    const list = isScalar ? [values] : [...values];
    const { buffer } = pack(list);
    const name = `${type}${isScalar ? ` ${values}` : `[${list}]`}`;
    return this.weight({
      name,
      type,
      shape: isScalar ? [] : [list.length],
      bytes: async () => new Uint8Array(buffer),
    });
  }
}
