// All vectors of a model in one file, so that a start reads it in one go instead of every row of the database. A cache:
// believed after its header, size and checksum were found right, and compared with the database by whoever takes it up.
//
//   header (1,024 bytes)   JSON, filled up with spaces
//   units, in the order of the header, each in segments of 8,192 vectors (the last one shorter):
//     ids (uint32) · scales (float32) · components (int8, row-major), all little-endian

import { type FileHandle, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { putInPlace } from './durable-files.ts';
import type { VectorRows } from './vector-rows.ts';

const HEADER_BYTES = 1_024;
const SEGMENT_ROWS = 8_192;
const FORMAT_VERSION = 2;
/** Of id and scale. */
const BYTES_BESIDE_DATA = 8;

const SnapshotUnit = z.object({
  unit: z.string(),
  count: z.int().nonnegative(),
  /** Vectors with higher ids are not in the file. */
  lastId: z.int().nonnegative(),
});
export type SnapshotUnit = z.infer<typeof SnapshotUnit>;

const SnapshotHeader = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  modelId: z.string(),
  dimensions: z.int().positive(),
  units: z.array(SnapshotUnit),
  /** Of what the header says, and of everything behind it. */
  crc32: z.int().nonnegative(),
});
type SnapshotHeader = z.infer<typeof SnapshotHeader>;

/** What a snapshot must be about to be of use. */
export interface SnapshotIdentity {
  readonly modelId: string;
  readonly dimensions: number;
  readonly units: readonly string[];
}

/** `problem` says in words why the file is of no use. */
export type SnapshotState =
  | { readonly state: 'absent' }
  | { readonly state: 'good'; readonly units: readonly SnapshotUnit[] }
  | { readonly state: 'bad'; readonly problem: string };

/** The vectors of a unit. @see VectorIndex.rows */
export interface SnapshotPart extends SnapshotUnit {
  rows(from: number, count: number): VectorRows;
}

/**
 * Reads a snapshot, in pieces between which other work has its turn.
 * @param take  gets the vectors piece by piece, each to be copied; they are worth nothing unless the state is `good`.
 */
export async function readSnapshot(
  path: string,
  identity: SnapshotIdentity,
  take: (unit: string, rows: VectorRows) => void,
): Promise<SnapshotState> {
  const found = await stat(path).catch(() => null);
  if (found && !found.isFile()) return { state: 'bad', problem: 'it is not a file' };
  const opened = await open(path).catch(() => null);
  if (opened === null) return { state: 'absent' };
  await using file = opened;
  const header = await readHeader(file);
  if (header === null) return { state: 'bad', problem: 'it has no header of this version' };
  const problem = await headerProblem(header, identity, file);
  if (problem !== null) return { state: 'bad', problem };
  const sum = await readUnits(file, header, take);
  if (sum !== header.crc32) return { state: 'bad', problem: 'it has another checksum than its header says' };
  return { state: 'good', units: header.units };
}

/**
 * Writes a snapshot in the place of an earlier one, whole or not at all.
 * @param isCurrent  asked between pieces; the file is given up once it is false.
 * @returns whether it was written.
 */
export async function writeSnapshot(
  path: string,
  { modelId, dimensions }: SnapshotIdentity,
  parts: readonly SnapshotPart[],
  isCurrent: () => boolean,
): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.part`;
  try {
    {
      await using file = await open(unfinished, 'w', 0o600);
      const units = parts.map(({ unit, count, lastId }) => ({ unit, count, lastId }));
      const told = { modelId, dimensions, units };
      const sum = await writeUnits(file, parts, headerSum(told), isCurrent);
      if (sum === null) return false;
      const header: SnapshotHeader = { formatVersion: FORMAT_VERSION, ...told, crc32: sum };
      await file.write(JSON.stringify(header).padEnd(HEADER_BYTES), 0, 'utf8');
    }
    await putInPlace(unfinished, path);
    return true;
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function readHeader(file: FileHandle): Promise<SnapshotHeader | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
  try {
    return SnapshotHeader.parse(JSON.parse(buffer.toString('utf8', 0, bytesRead)));
  } catch {
    return null;
  }
}

function headerSum({ modelId, dimensions, units }: Omit<SnapshotHeader, 'formatVersion' | 'crc32'>): number {
  const parts = units.map(({ unit, count, lastId }) => [unit, count, lastId]);
  return crc32(JSON.stringify([modelId, dimensions, parts]));
}

async function headerProblem(
  { modelId, dimensions, units }: SnapshotHeader,
  identity: SnapshotIdentity,
  file: FileHandle,
): Promise<string | null> {
  if (modelId !== identity.modelId || dimensions !== identity.dimensions)
    return `it is about vectors of ${modelId}, ${dimensions} wide`;
  if (
    !isDeepStrictEqual(
      units.map(({ unit }) => unit),
      identity.units,
    )
  )
    return 'it is about other vectors';
  const vectors = units.reduce((sum, { count }) => sum + count, 0);
  const wanted = HEADER_BYTES + vectors * (BYTES_BESIDE_DATA + dimensions);
  const { size } = await file.stat();
  return size === wanted ? null : `it has ${size} bytes, not ${wanted}`;
}

/** @returns the checksum of what was read. */
async function readUnits(
  file: FileHandle,
  header: SnapshotHeader,
  take: (unit: string, rows: VectorRows) => void,
): Promise<number> {
  const { units, dimensions } = header;
  let sum = headerSum(header);
  let at = HEADER_BYTES;
  let segment: Segment | null = null;
  for (const { unit, count } of units) {
    for (let first = 0; first < count; first += SEGMENT_ROWS) {
      const rows = Math.min(SEGMENT_ROWS, count - first);
      if (segment?.ids.length !== rows) segment = segmentOf(rows, dimensions);
      await file.read(segment.bytes, 0, segment.bytes.length, at);
      at += segment.bytes.length;
      sum = crc32(segment.bytes, sum);
      if (segment.ids.includes(0)) return Number.NaN;
      take(unit, segment);
    }
  }
  return sum;
}

/** @returns the checksum of what was written; null where it was given up. */
async function writeUnits(
  file: FileHandle,
  parts: readonly SnapshotPart[],
  begin: number,
  isCurrent: () => boolean,
): Promise<number | null> {
  let sum = begin;
  let at = HEADER_BYTES;
  for (const { count, rows } of parts) {
    for (let first = 0; first < count; first += SEGMENT_ROWS) {
      if (!isCurrent()) return null;
      const { bytes } = filledSegment(Math.min(SEGMENT_ROWS, count - first), first, rows);
      await file.write(bytes, 0, bytes.length, at);
      at += bytes.length;
      sum = crc32(bytes, sum);
    }
  }
  return isCurrent() ? sum : null;
}

interface Segment extends VectorRows {
  readonly bytes: Uint8Array;
  readonly ids: Uint32Array;
  readonly scales: Float32Array;
}

function segmentOf(rows: number, dimensions: number): Segment {
  const buffer = new ArrayBuffer(rows * (BYTES_BESIDE_DATA + dimensions));
  return {
    bytes: new Uint8Array(buffer),
    ids: new Uint32Array(buffer, 0, rows),
    scales: new Float32Array(buffer, rows * Uint32Array.BYTES_PER_ELEMENT, rows),
    data: new Int8Array(buffer, rows * BYTES_BESIDE_DATA),
  };
}

/** Vectors come in blocks, which may end within a segment. */
function filledSegment(count: number, first: number, rows: SnapshotPart['rows']): Segment {
  const pieces: VectorRows[] = [];
  for (let at = 0; at < count; at += pieces.at(-1)!.ids.length) pieces.push(rows(first + at, count - at));
  const segment = segmentOf(count, pieces[0]!.data.length / pieces[0]!.ids.length);
  let at = 0;
  for (const { ids, scales, data } of pieces) {
    segment.ids.set(ids, at);
    segment.scales.set(scales, at);
    segment.data.set(data, (at * data.length) / ids.length);
    at += ids.length;
  }
  return segment;
}
