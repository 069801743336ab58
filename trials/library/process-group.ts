import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const PAGE_BYTES = 4_096;
/** Of /proc/<pid>/stat, counted from the field behind the name. */
const [GROUP, RESIDENT_PAGES] = [2, 21];

/**
 * Memory that is not swapped out, of every process of a group by the name of its program; those of one name are added up.
 * Empty where the system has no /proc.
 */
export function residentBytesOfGroup(group: number): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  for (const pid of processes()) {
    const fields = statOf(pid);
    if (Number(fields[GROUP]) !== group) continue;
    const name = programOf(pid);
    bytes.set(name, (bytes.get(name) ?? 0) + Number(fields[RESIDENT_PAGES]) * PAGE_BYTES);
  }
  return bytes;
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function statOf(pid: string): string[] {
  return read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** `encoder` of `node … app/engine/processes/encoder.ts …`. */
function programOf(pid: string): string {
  const program = read(`/proc/${pid}/cmdline`)
    .split('\0')
    .find((argument) => /\.[jt]s$/.test(argument));
  return basename(program ?? 'other').replace(/\.\w+$/, '');
}

/** Empty for a process that ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
