import type { ElementType } from './element-type.ts';

/** A dimension of an input or output: fixed, or a name for one that is known at run time. */
export type Dimension = number | string;

export interface GraphPort {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly Dimension[];
}

/** Plain numbers are integers, as most attributes of ONNX are; `float` marks the others. */
export type Attribute = number | readonly number[] | string | { readonly float: number };

export interface GraphNode {
  readonly type: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A constant tensor. Its bytes (little endian, row-major) are asked for when the model is written, one at a time. */
export interface Initializer {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bytes: () => Promise<Uint8Array>;
}

/** An ONNX graph whose weights are still where they came from: building it costs nothing. */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
  readonly nodes: readonly GraphNode[];
  readonly initializers: readonly Initializer[];
}

/** Versions of the operator sets that our graphs are written in; ONNX IR 10. */
export const IR_VERSION = 10;
export const OPSETS: Readonly<Record<string, number>> = { '': 20, 'com.microsoft': 1 };
