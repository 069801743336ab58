import protobuf from 'protobufjs';
import { byteLengthOf, elementCode } from './element-type.ts';
import type { Attribute, Graph, GraphNode, GraphPort, Initializer } from './graph.ts';
import { IR_VERSION, OPSETS } from './graph.ts';
import {
  ATTRIBUTE_TYPE,
  EXTERNAL_LOCATION,
  FIELD,
  GraphProto,
  ModelProto,
  TensorProto,
} from './onnx-proto.ts';

/** Where the bytes of an initializer lie when they are not in the model file itself. */
export interface ExternalPlace {
  readonly file: string;
  readonly offset: number;
}

/**
 * The bytes of an ONNX model file, in pieces: one weight is held in memory at a time.
 * @param places  initializers by name whose bytes lie in another file; the others are written inline. An inline
 *                model must stay under 2 GB, the limit of protobuf.
 */
export async function* encodeModel(
  graph: Graph,
  places: ReadonlyMap<string, ExternalPlace> = new Map(),
): AsyncGenerator<Uint8Array> {
  const structure = GraphProto.encode(structureMessage(graph)).finish();
  const headers = graph.initializers.map((initializer) =>
    initializerHeader(initializer, places.get(initializer.name)),
  );
  const graphLength = headers.reduce(
    (sum, header) => sum + header.bytes.length + header.inline,
    structure.length,
  );

  yield ModelProto.encode({
    ir_version: IR_VERSION,
    producer_name: 'semblance',
    opset_import: opsetMessages(),
  }).finish();
  yield lengthPrefix(FIELD.modelGraph, graphLength);
  yield structure;
  for (const [index, initializer] of graph.initializers.entries()) {
    const header = headers[index]!;
    yield header.bytes;
    if (header.inline > 0) yield await checkedBytes(initializer);
  }
}

/** Loads an initializer and proves that it has the promised size: a mismatch is a bug of a weight format. */
export async function checkedBytes(initializer: Initializer): Promise<Uint8Array> {
  const bytes = await initializer.bytes();
  const expected = byteLengthOf(initializer.type, initializer.shape);
  if (bytes.length !== expected)
    throw new RangeError(`${initializer.name}: ${bytes.length} bytes instead of ${expected}`);
  return bytes;
}

/** Everything of a TensorProto but the raw data, framed as an initializer field of the graph. */
function initializerHeader(initializer: Initializer, place: ExternalPlace | undefined) {
  const size = byteLengthOf(initializer.type, initializer.shape);
  const tensor = {
    dims: [...initializer.shape],
    data_type: elementCode(initializer.type),
    name: initializer.name,
  };
  const message = place ? { ...tensor, ...externalFields(place, size) } : tensor;
  const fields = TensorProto.encode(message).finish();
  const rawData = place ? new Uint8Array() : lengthPrefix(FIELD.tensorRawData, size);
  const inline = place ? 0 : size;
  const prefix = lengthPrefix(FIELD.graphInitializer, fields.length + rawData.length + inline);
  return { bytes: Buffer.concat([prefix, fields, rawData]), inline };
}

function externalFields(place: ExternalPlace, length: number) {
  const entries = { location: place.file, offset: place.offset, length };
  return {
    data_location: EXTERNAL_LOCATION,
    external_data: Object.entries(entries).map(([key, value]) => ({ key, value: String(value) })),
  };
}

/** Tag and length of a length-delimited protobuf field. */
function lengthPrefix(field: number, length: number): Uint8Array {
  const LENGTH_DELIMITED = 2;
  return protobuf.Writer.create()
    .uint32((field << 3) | LENGTH_DELIMITED)
    .uint32(length)
    .finish();
}

function structureMessage(graph: Graph) {
  return {
    name: graph.name,
    node: graph.nodes.map(nodeMessage),
    input: graph.inputs.map(portMessage),
    output: graph.outputs.map(portMessage),
  };
}

function opsetMessages() {
  return Object.entries(OPSETS).map(([domain, version]) => ({ domain, version }));
}

function nodeMessage(node: GraphNode) {
  return {
    name: node.outputs[0],
    op_type: node.type,
    domain: node.domain,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: Object.entries(node.attributes).map(([name, value]) => ({ name, ...attributeMessage(value) })),
  };
}

function attributeMessage(value: Attribute) {
  if (typeof value === 'number') return { type: ATTRIBUTE_TYPE.int, i: value };
  if (typeof value === 'string') return { type: ATTRIBUTE_TYPE.string, s: Buffer.from(value) };
  if ('float' in value) return { type: ATTRIBUTE_TYPE.float, f: value.float };
  return { type: ATTRIBUTE_TYPE.ints, ints: [...value] };
}

function portMessage(port: GraphPort) {
  const dim = port.shape.map((size) =>
    typeof size === 'number' ? { dim_value: size } : { dim_param: size },
  );
  return { name: port.name, type: { tensor_type: { elem_type: elementCode(port.type), shape: { dim } } } };
}
