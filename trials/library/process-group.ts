import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;
/** Of /proc/<pid>/stat, counted from the field behind the name. */
const [GROUP, RESIDENT_PAGES] = [2, 21];

/** Memory of all processes of a group that is not swapped out; 0 where the system has no /proc. */
export function residentBytesOfGroup(group: number): number {
  return processes()
    .filter((fields) => Number(fields[GROUP]) === group)
    .reduce((sum, fields) => sum + Number(fields[RESIDENT_PAGES]) * PAGE_BYTES, 0);
}

function processes(): string[][] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(statOf);
  } catch {
    return [];
  }
}

/** Empty for a process that ended meanwhile. */
function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}
