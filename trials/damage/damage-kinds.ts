import { closeSync, openSync, readSync, statSync, truncateSync, writeSync } from 'node:fs';

type Below = (limit: number) => number;

/** Does something to a file that no program did. @returns what, in words. */
export type Damage = (path: string, below: Below) => string;

const PAGE = 4_096;

export const DAMAGES: Readonly<Record<string, Damage>> = {
  'one bit flipped'(path, below) {
    const at = below(statSync(path).size);
    return overwrite(path, at, 1, (bytes) => bytes.map((byte) => byte ^ (1 << below(8))));
  },
  'sixteen bytes changed'(path, below) {
    return overwrite(path, below(statSync(path).size), 16, (bytes) => bytes.map(() => below(256)));
  },
  'a page of zeros'(path, below) {
    const pages = Math.max(1, Math.floor(statSync(path).size / PAGE));
    return overwrite(path, below(pages) * PAGE, PAGE, (bytes) => bytes.fill(0));
  },
  'a page twice'(path, below) {
    const pages = Math.max(1, Math.floor(statSync(path).size / PAGE));
    const [from, to] = [below(pages) * PAGE, below(pages) * PAGE];
    const copy = readAt(path, from, PAGE);
    return `${overwrite(path, to, PAGE, () => copy)} from ${from}`;
  },
  'cut off'(path, below) {
    const size = below(statSync(path).size);
    truncateSync(path, size);
    return `cut to ${size}`;
  },
};

function overwrite(
  path: string,
  at: number,
  length: number,
  change: (bytes: Uint8Array) => Uint8Array,
): string {
  const bytes = readAt(path, at, length);
  const file = openSync(path, 'r+');
  writeSync(file, change(bytes), 0, bytes.length, at);
  closeSync(file);
  return `${bytes.length} bytes at ${at}`;
}

function readAt(path: string, at: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  const count = readSync(file, bytes, 0, length, at);
  closeSync(file);
  return bytes.subarray(0, count);
}
