import { Mutator } from './mutator.ts';
import type { FuzzTarget } from './target.ts';

/** Of a case by its number alone, so that one can be tried again without those before it: first the sound inputs. */
export function inputOf(target: FuzzTarget, seed: number, number: number): string {
  const sound = target.seeds[number];
  if (sound !== undefined) return sound;
  const mutator = new Mutator(Math.imul(seed, 0x9e3779b1) + number, target.seeds, target.dictionary);
  const start = mutator.pick(target.seeds);
  return target.mutate?.(mutator, start) ?? mutator.mutate(start);
}

/** What went wrong, the same for inputs that find the same bug: message without names and numbers, and our first line. */
export function signatureOf(error: unknown): string {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const place =
    /\((?:file:\/\/)?[^()]*?((?:app|cli|trials|node_modules)\/[^():]+:\d+)/.exec(stack)?.[1] ?? '';
  const kind = message.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|\d+/g, '…').slice(0, 160);
  return `${name}: ${kind} ${place}`.trim();
}

/**
 * A smaller input that fails in the same way, found by leaving parts out (delta debugging: Zeller and Hildebrandt, IEEE
 * Transactions on Software Engineering 28, 2002), as far as the budget goes.
 */
export async function shrink(
  input: string,
  fails: (input: string) => Promise<boolean>,
  budgetMs = 10_000,
): Promise<string> {
  const deadline = performance.now() + budgetMs;
  let smallest = input;
  for (let size = Math.ceil(smallest.length / 2); size >= 1; ) {
    let shrunk = false;
    for (let at = 0; at < smallest.length && performance.now() < deadline; ) {
      const candidate = smallest.slice(0, at) + smallest.slice(at + size);
      if (await fails(candidate)) {
        smallest = candidate;
        shrunk = true;
      } else at += size;
    }
    if (performance.now() >= deadline || (size === 1 && !shrunk)) break;
    if (!shrunk || size > 1) size = Math.max(1, size >> 1);
  }
  return smallest;
}
