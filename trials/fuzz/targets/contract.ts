import { createRouterClient, ORPCError } from '@orpc/server';
import { mutateJson } from '../json-mutation.ts';
import { BrokenLaw, type FuzzTarget, law } from '../target.ts';
import { soundCalls } from './calls.ts';
import { fuzzedEngine } from './fuzzed-engine.ts';

const MOST_EVENTS = 3;

type Procedure = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;

/** Every procedure of the contract, through the real router of a real engine. */
export async function openContract(folder: string): Promise<FuzzTarget> {
  const { router, notes, takeBugs, ...opened } = await fuzzedEngine(folder);
  const client = createRouterClient(router) as unknown as Record<string, Record<string, Procedure>>;
  const calls = soundCalls(notes);
  return {
    seeds: Object.entries(calls).map(([procedure, input]) => JSON.stringify({ procedure, input })),
    dictionary: [
      'ferry',
      'path:',
      '"',
      '-',
      '*',
      '**/',
      notes,
      `${notes}/../`,
      '%00',
      'library',
      'between',
      'identical',
      '\0',
      "'; DROP TABLE passage; --",
    ],
    mutate(mutator, seed) {
      const { procedure, input } = JSON.parse(seed);
      const start =
        mutator.below(8) === 0 ? Object.values(calls)[mutator.below(Object.keys(calls).length)] : input;
      return JSON.stringify({ procedure, input: mutateJson(mutator, start ?? null) });
    },
    async check(input) {
      const { procedure, value } = callOf(input);
      const [group, name] = procedure.split('/');
      const call = Object.hasOwn(calls, procedure) ? client[group!]?.[name!] : undefined;
      if (!call) return;
      await consume(call, value).catch(expectRefusal);
      const [bug] = takeBugs();
      law(bug === undefined, `${procedure} logs no bug: ${bug}`);
    },
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]();
    },
  };
}

function callOf(input: string): { procedure: string; value: unknown } {
  try {
    const { procedure, input: value } = JSON.parse(input);
    return { procedure: String(procedure), value };
  } catch {
    return { procedure: '', value: undefined };
  }
}

/** Calls, and takes the first events of a stream. */
async function consume(call: Procedure, value: unknown): Promise<void> {
  const ended = new AbortController();
  try {
    const answer = await call(value, { signal: ended.signal });
    if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return;
    const events = (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    for (let taken = 0; taken < MOST_EVENTS; taken++) {
      const patience = AbortSignal.timeout(300);
      const next = await Promise.race([
        events.next(),
        new Promise<null>((resolve) => patience.addEventListener('abort', () => resolve(null))),
      ]);
      if (next === null || next.done) return;
    }
  } finally {
    ended.abort();
  }
}

function expectRefusal(error: unknown): void {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return;
  const code = error instanceof ORPCError && error.code === 'DOMAIN' ? String(error.data?.code) : null;
  if (code !== null && !code.startsWith('bug.')) return;
  throw new BrokenLaw(`an answer or a refusal with a code: ${String((error as Error).message)}`, {
    cause: error,
  });
}
