import { z } from 'zod';

/** Limit of the format: a header is JSON of at most 100 MB. */
export const MAX_HEADER_BYTES = 100_000_000;

const ELEMENT_BYTES: ReadonlyMap<string, number> = new Map([
  ...['BOOL', 'U8', 'I8', 'F8_E4M3', 'F8_E5M2'].map((dtype) => [dtype, 1] as const),
  ...['U16', 'I16', 'F16', 'BF16'].map((dtype) => [dtype, 2] as const),
  ...['U32', 'I32', 'F32'].map((dtype) => [dtype, 4] as const),
  ...['U64', 'I64', 'F64'].map((dtype) => [dtype, 8] as const),
]);

const size = z.int().nonnegative();
const HeaderEntry = z.object({
  dtype: z.string(),
  shape: z.array(size).max(16),
  data_offsets: z.tuple([size, size]),
});
const METADATA_KEY = '__metadata__';

/** Where a tensor lies: bytes [start, end) after the header. */
export interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** A header that breaks the rules of the format; the message says which. */
export class HeaderProblem extends Error {
  override readonly name = 'HeaderProblem';
}

/**
 * Reads a safetensors header under the rules of the reference implementation: every tensor's size follows from its
 * shape, and the tensors cover the data without gap or overlap.
 * @param dataLength  bytes of the file after the header.
 * @throws HeaderProblem
 */
export function parseHeader(json: string, dataLength: number): Map<string, TensorEntry> {
  const entries = new Map<string, TensorEntry>();
  for (const [name, value] of Object.entries(parseObject(json))) {
    if (name !== METADATA_KEY) entries.set(name, parseEntry(name, value));
  }
  requireFullCover(entries, dataLength);
  return entries;
}

function parseObject(json: string): object {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new HeaderProblem('its header is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HeaderProblem('its header is not a JSON object');
  }
  return value;
}

function parseEntry(name: string, value: unknown): TensorEntry {
  const parsed = HeaderEntry.safeParse(value);
  if (!parsed.success) throw new HeaderProblem(`the entry of tensor ${quote(name)} is malformed`);
  const { dtype, shape, data_offsets } = parsed.data;
  const [start, end] = data_offsets;
  const elementBytes = ELEMENT_BYTES.get(dtype);
  if (elementBytes === undefined)
    throw new HeaderProblem(`tensor ${quote(name)} has the unknown type ${quote(dtype)}`);
  // In floating point the product may round, but then it is far past any file size.
  const expected = shape.reduce((product, dimension) => product * dimension, elementBytes);
  if (end - start !== expected) {
    throw new HeaderProblem(`tensor ${quote(name)} takes ${end - start} bytes, its shape needs ${expected}`);
  }
  return { dtype, shape, start, end };
}

function requireFullCover(entries: ReadonlyMap<string, TensorEntry>, dataLength: number): void {
  const inOrder = [...entries].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  let covered = 0;
  for (const [name, { start, end }] of inOrder) {
    if (start !== covered) throw new HeaderProblem(`tensor ${quote(name)} overlaps another or leaves a gap`);
    covered = end;
  }
  if (covered !== dataLength) {
    throw new HeaderProblem(
      `its tensors take ${covered} bytes, but ${dataLength} are there: the file is cut short or padded`,
    );
  }
}

/** Names come from the file: keep what is shown short and on one line. */
function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
