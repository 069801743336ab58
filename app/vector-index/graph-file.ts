import { open } from 'node:fs/promises';
import { EF_CONSTRUCTION, elementBytes, M } from './hnsw-shard.ts';

/** What the head of a graph file says. */
interface GraphFileHead {
  readonly count: number;
  readonly elementBytes: number;
  readonly m: number;
  readonly efConstruction: number;
}

// hnswlib 0.8 `saveIndex`, little-endian, on 64-bit machines: offsetLevel0, max_elements, cur_element_count,
// size_data_per_element, label_offset, offsetData (u64 each), maxlevel (i32), enterpoint_node (u32), maxM, maxM0, M (u64
// each), mult (f64), ef_construction (u64); then the elements of the ground level; then, for each element, the length
// (u32) and bytes of its links on upper levels.
const HEAD_BYTES = 96;
const COUNT_AT = 16;
const ELEMENT_BYTES_AT = 24;
const M_AT = 72;
const EF_CONSTRUCTION_AT = 88;

/**
 * Checks that a file is a whole graph of this width with this many elements, before hnswlib is given it: it loads a
 * graph of another width without complaint and then reads beyond its vectors, and its writer reports no full disk.
 * @returns what is wrong in words, or null.
 */
export async function graphFileProblem(path: string, width: number, count: number): Promise<string | null> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  if (size < HEAD_BYTES) return 'is too short';
  const head = parseHead((await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)).buffer);
  if (head.elementBytes !== elementBytes(width)) return `holds no vectors of width ${width}`;
  if (head.m !== M || head.efConstruction !== EF_CONSTRUCTION) return 'was built with other settings';
  if (head.count !== count) return `holds ${head.count} vectors, not ${count}`;
  const linksAt = HEAD_BYTES + head.count * head.elementBytes;
  if (size < linksAt) return 'is cut off';
  const links = (await file.read(Buffer.alloc(size - linksAt), 0, size - linksAt, linksAt)).buffer;
  return linkListBytes(links, head.count) === links.length ? null : 'is cut off';
}

function parseHead(bytes: Buffer): GraphFileHead {
  return {
    count: Number(bytes.readBigUInt64LE(COUNT_AT)),
    elementBytes: Number(bytes.readBigUInt64LE(ELEMENT_BYTES_AT)),
    m: Number(bytes.readBigUInt64LE(M_AT)),
    efConstruction: Number(bytes.readBigUInt64LE(EF_CONSTRUCTION_AT)),
  };
}

/** Length of `count` link lists, or NaN where they leave the buffer. */
function linkListBytes(bytes: Buffer, count: number): number {
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.length) return Number.NaN;
    at += 4 + bytes.readUInt32LE(at);
  }
  return at;
}
