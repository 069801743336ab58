// Feeds one target its cases. Whatever a case does to this process, the one that started it knows its number.
import { openSync, writeSync } from 'node:fs';
import { inputOf, shrink, signatureOf } from './cases.ts';
import type { Finding, FuzzMessage, FuzzOrder } from './findings.ts';
import { BrokenLaw, type FuzzTarget } from './target.ts';
import { TARGETS } from './targets/index.ts';

/** Inputs have at most 16,384 characters: one that takes longer than this grows out of hand. */
const MAX_CPU_MS = 3_000;

const order: FuzzOrder = JSON.parse(process.argv[2]!);
const tell = (message: FuzzMessage) =>
  new Promise<void>((resolve) => process.send!(message, undefined, undefined, () => resolve()));

/** What nobody awaited: a promise rejected, an error thrown from an event. */
let escaped: unknown = null;

function catchEscaped(): void {
  process.on('unhandledRejection', (reason) => {
    escaped ??= reason ?? new Error('rejected with nothing');
  });
  process.on('uncaughtException', (error) => {
    escaped ??= error;
  });
}

async function outcomeOf(target: FuzzTarget, input: string): Promise<{ error: unknown; cpuMs: number }> {
  const before = process.cpuUsage();
  let error: unknown = null;
  try {
    await target.check(input);
    error = escaped;
  } catch (thrown) {
    error = thrown ?? new Error('threw nothing');
  }
  escaped = null;
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1_000;
  if (error === null && cpuMs > MAX_CPU_MS) error = new BrokenLaw('takes more than its time');
  return { error, cpuMs };
}

async function findingOf(
  target: FuzzTarget,
  number: number,
  input: string,
  error: unknown,
): Promise<Finding> {
  const signature = signatureOf(error);
  const smallest = await shrink(input, async (candidate) => {
    const { error: other } = await outcomeOf(target, candidate);
    return other !== null && signatureOf(other) === signature;
  });
  const details = error instanceof Error ? `${error.stack}${causeOf(error)}` : String(error);
  return { number, signature, details, input: smallest };
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `\ncaused by ${cause.stack}` : '';
}

async function run(): Promise<void> {
  const progress = openSync(order.progressFile, 'w');
  const counter = Buffer.alloc(8);
  await using target = await TARGETS[order.target]!.open(order.folder);
  catchEscaped();
  const known = new Set<string>();
  let slowest = { ms: 0, number: 0 };
  for (let number = order.from; number < order.to; number++) {
    counter.writeDoubleLE(number);
    writeSync(progress, counter, 0, 8, 0);
    const input = inputOf(target, order.seed, number);
    const { error, cpuMs } = await outcomeOf(target, input);
    if (cpuMs > slowest.ms) slowest = { ms: cpuMs, number };
    if (error === null || known.has(signatureOf(error))) continue;
    known.add(signatureOf(error));
    await tell({ kind: 'finding', finding: await findingOf(target, number, input, error) });
  }
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  await tell({ kind: 'done', slowestMs: slowest.ms, slowestNumber: slowest.number, peakBytes });
}

await run();
process.disconnect();
