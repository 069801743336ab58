import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding, FuzzMessage, FuzzOrder } from './findings.ts';
import type { Powers } from './targets/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = fileURLToPath(new URL('./fuzz-process.ts', import.meta.url));
const HEAP_MB = 512;
const LOOK_EVERY_MS = 250;
/** Of one case: computing for so long is a hang, and so is doing nothing for so long. */
const MAX_CPU_S = 20;
const MAX_IDLE_S = 180;
const MAX_RESIDENT_BYTES = 3 * 2 ** 30;
/** `clock ticks` of Linux' /proc, the same on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface WatchedRun {
  readonly findings: readonly Finding[];
  readonly slowestMs: number;
  readonly slowestNumber: number;
  readonly peakBytes: number;
}

/** Runs the cases in a process of their own; one that crashes, hangs or floods it is a finding, and the rest go on. */
export async function watchedRun(order: FuzzOrder, powers: Powers): Promise<WatchedRun> {
  const findings: Finding[] = [];
  let { from } = order;
  let slowest = { ms: 0, number: 0 };
  let peakBytes = 0;
  while (from < order.to) {
    const part = await runPart({ ...order, from }, powers);
    findings.push(...part.findings);
    peakBytes = Math.max(peakBytes, part.done?.peakBytes ?? 0);
    if (part.done && part.done.slowestMs > slowest.ms)
      slowest = { ms: part.done.slowestMs, number: part.done.slowestNumber };
    if (part.done) break;
    const number = caseUnderWay(order.progressFile);
    if (number < from)
      throw new Error(`The target ${order.target} cannot be opened: ${part.ending}\n${part.stderr}`);
    const signature = part.ending;
    findings.push({ number, signature, details: part.stderr, input: null });
    from = number + 1;
  }
  return { findings: unique(findings), slowestMs: slowest.ms, slowestNumber: slowest.number, peakBytes };
}

interface Part {
  readonly findings: readonly Finding[];
  readonly done: Extract<FuzzMessage, { kind: 'done' }> | null;
  /** How the process ended, in words. */
  readonly ending: string;
  readonly stderr: string;
}

async function runPart(order: FuzzOrder, powers: Powers): Promise<Part> {
  const child = fork(ENTRY, [JSON.stringify(order)], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, ...permissions(order, powers)],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, HOME: order.folder, TMPDIR: order.folder, TZ: 'UTC' },
  });
  const findings: Finding[] = [];
  let done: Part['done'] = null;
  let stderr = '';
  child.stderr!.on('data', (chunk) => {
    stderr = (stderr + chunk).slice(-4_000);
  });
  child.on('message', (message: FuzzMessage) => {
    if (message.kind === 'finding') findings.push(message.finding);
    else done = message;
  });
  const watch = watchOver(child, order.progressFile);
  const ending = await new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
  });
  return { findings, done, ending: watch.stop() ?? ending, stderr };
}

/** Kills a process whose case computes, waits or grows without end; `stop` tells why, or null. */
function watchOver(child: ChildProcess, progressFile: string): { stop(): string | null } {
  let reason: string | null = null;
  let current = -1;
  let cpuAtStart = 0;
  let startedAt = performance.now();
  const timer = setInterval(() => {
    const number = caseUnderWay(progressFile);
    const { cpuSeconds, residentBytes } = usageOf(child.pid!);
    if (number !== current) {
      [current, cpuAtStart, startedAt] = [number, cpuSeconds, performance.now()];
    }
    if (cpuSeconds - cpuAtStart > MAX_CPU_S) reason ??= `computes for more than ${MAX_CPU_S} s`;
    if (performance.now() - startedAt > MAX_IDLE_S * 1_000) reason ??= `waits for more than ${MAX_IDLE_S} s`;
    if (residentBytes > MAX_RESIDENT_BYTES) reason ??= 'takes more memory than is allowed';
    if (reason) child.kill('SIGKILL');
  }, LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return reason;
    },
  };
}

/** Nothing but the target's own folder can be written, nothing outside of it and the program be read. */
function permissions({ folder, progressFile }: FuzzOrder, powers: Powers): string[] {
  const modules = realpathSync(join(ROOT, 'node_modules'));
  return [
    '--permission',
    '--no-warnings',
    ...[ROOT, modules, folder].map((path) => `--allow-fs-read=${path}`),
    ...[folder, progressFile].map((path) => `--allow-fs-write=${path}`),
    ...(powers === 'none' ? [] : ['--allow-addons']),
    ...(powers === 'engine' ? ['--allow-worker', '--allow-child-process'] : []),
  ];
}

function caseUnderWay(progressFile: string): number {
  try {
    return readFileSync(progressFile).readDoubleLE(0);
  } catch {
    return -1;
  }
}

/** Zero where the system has no /proc. */
function usageOf(pid: number): { cpuSeconds: number; residentBytes: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    const pages = Number(fields[21]);
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      residentBytes: pages * 4_096,
    };
  } catch {
    return { cpuSeconds: 0, residentBytes: 0 };
  }
}

/** One of each kind, the shortest input first. */
function unique(findings: readonly Finding[]): Finding[] {
  const bySignature = new Map<string, Finding>();
  for (const finding of findings)
    if (!bySignature.has(finding.signature)) bySignature.set(finding.signature, finding);
  return [...bySignature.values()];
}
