import { readdirSync, readFileSync } from 'node:fs';

const KIBIBYTES_PER_MEGABYTE = 1_000_000 / 1024;
/** Of the clock that Linux tells processor time by. */
const TICKS_PER_SECOND = 100;

/**
 * Memory of a process and everything it started, in megabytes: pages that several processes share are counted once
 * (proportional set size). Null where there is no /proc to read it from.
 */
export function treeMegabytes(pid: number): number | null {
  const tree = treeOf(pid);
  if (tree === null) return null;
  const kibibytes = tree.reduce((sum, one) => sum + (field(one, 'smaps_rollup', 'Pss') ?? 0), 0);
  return Math.round(kibibytes / KIBIBYTES_PER_MEGABYTE);
}

/**
 * Processor time that a process and everything it started have used so far, in seconds, in steps of a hundredth: hardly
 * changed by what else the machine does. Null where there is no /proc to read it from.
 */
export function treeProcessorSeconds(pid: number): number | null {
  const tree = treeOf(pid);
  return tree && tree.reduce((sum, one) => sum + processorTicks(one), 0) / TICKS_PER_SECOND;
}

/** The largest memory of a process tree while work is under way, sampled. */
export async function peakTreeMegabytes<T>(pid: number, work: Promise<T>): Promise<[T, number | null]> {
  let peak = treeMegabytes(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak ?? 0, treeMegabytes(pid) ?? 0) || null;
  }, 500);
  try {
    return [await work, peak];
  } finally {
    clearInterval(timer);
  }
}

/** A process and its descendants. */
function treeOf(pid: number): number[] | null {
  const parents = parentsOfAll();
  if (parents === null) return null;
  const tree = new Set([pid]);
  for (let grown = 0; grown !== tree.size; ) {
    grown = tree.size;
    for (const [child, parent] of parents) if (tree.has(parent)) tree.add(child);
  }
  return [...tree];
}

/** User and system time; 0 for a process that is gone. */
function processorTicks(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in brackets, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

function parentsOfAll(): Map<number, number> | null {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return new Map(pids.map((pid) => [Number(pid), field(Number(pid), 'status', 'PPid') ?? 0]));
  } catch {
    return null;
  }
}

/** A number from a file of /proc/<pid>; null for a process that is gone. */
function field(pid: number, file: string, name: string): number | null {
  try {
    const found = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'));
    return found ? Number(found[1]) : null;
  } catch {
    return null;
  }
}
