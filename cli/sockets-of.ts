import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** An open socket other than a nameless pair, which is how processes speak with their own children. */
export interface OpenSocket {
  readonly pid: number;
  /** As the kernel calls its table: tcp, udp6, unix, netlink … */
  readonly kind: string;
  /** Of TCP and UDP `address:port`, of others the name. */
  readonly local: string;
  readonly isListening: boolean;
}

const LISTENING = '0A';
const TABLES = ['tcp', 'tcp6', 'udp', 'udp6', 'udplite', 'raw', 'raw6', 'icmp', 'unix', 'netlink', 'packet'];
/** Column of the inode in each table; the last one where none is named. */
const INODE_COLUMN: Readonly<Record<string, number>> = { unix: 6, packet: 8 };
const DEFAULT_COLUMN = 9;

/** The sockets that a process and all its descendants hold open now. Linux only. */
export function socketsOf(pid: number): OpenSocket[] {
  return familyOf(pid).flatMap(socketsOfOne);
}

function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const fields = quietly(() =>
      readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' '),
    );
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

function socketsOfOne(pid: number): OpenSocket[] {
  const inodes = inodesOf(pid);
  if (inodes.size === 0) return [];
  const known = new Map<string, OpenSocket | null>();
  for (const kind of TABLES) readTable(pid, kind, known);
  // One that is in no table and still open is of a kind that nobody expects.
  const open = inodesOf(pid);
  return [...inodes].flatMap((inode) => {
    const socket = known.get(inode);
    if (socket) return [socket];
    const isStrange = socket === undefined && open.has(inode);
    return isStrange ? [{ pid, kind: 'unknown', local: inode, isListening: false }] : [];
  });
}

function inodesOf(pid: number): Set<string> {
  const descriptors = quietly(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  const links = descriptors.map((fd) => quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? '');
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/** Null for the ends of nameless pairs. */
function readTable(pid: number, kind: string, into: Map<string, OpenSocket | null>): void {
  const text = quietly(() => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')) ?? '';
  for (const line of text.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    const inode = columns[INODE_COLUMN[kind] ?? DEFAULT_COLUMN];
    if (inode === undefined) continue;
    if (kind === 'unix') {
      into.set(inode, columns[7] ? { pid, kind, local: columns[7], isListening: false } : null);
    } else {
      const local = kind.startsWith('tcp') || kind.startsWith('udp') ? addressOf(columns[1]!) : kind;
      into.set(inode, { pid, kind, local, isListening: columns[3] === LISTENING });
    }
  }
}

/** `0100007F:1F90` is 127.0.0.1:8080. */
function addressOf(hex: string): string {
  const [address = '', port = ''] = hex.split(':');
  const bytes = address.match(/../g) ?? [];
  const written =
    bytes.length === 4
      ? bytes
          .reverse()
          .map((byte) => Number.parseInt(byte, 16))
          .join('.')
      : address;
  return `${written}:${Number.parseInt(port, 16)}`;
}

/** Undefined for what is gone meanwhile. */
function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
