import { modelBytes } from '../../app/conversion/index.ts';
import type { GraphPort, Initializer } from '../../app/conversion/onnx/graph.ts';

interface OneNode {
  readonly type: string;
  readonly domain?: string;
  readonly inputs: readonly GraphPort[];
  /** Inputs of the operator that are constants, after the others. */
  readonly constants?: readonly Initializer[];
  readonly output: GraphPort;
}

/** An ONNX model of a single operator: what onnxruntime can do with nothing around it. */
export function oneNodeModel({
  type,
  domain = '',
  inputs,
  constants = [],
  output,
}: OneNode): Promise<Uint8Array> {
  const names = [...inputs, ...constants].map(({ name }) => name);
  return modelBytes({
    name: type,
    inputs,
    outputs: [output],
    nodes: [{ type, domain, inputs: names, outputs: [output.name], attributes: {} }],
    initializers: constants,
  });
}
