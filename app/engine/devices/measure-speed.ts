import { CHECK_SENTENCES } from './check-sentences.ts';

/** A batch that would take longer is not tried: the smaller ones have told enough. */
const LONGEST_RUN_MS = 1_500;
const LONGEST_FIRST_BATCH_MS = 10_000;
/** After this no further batch is tried: indexing waits for the end. */
const MEASURING_MS = 10_000;
const RUNS = 3;
/** A larger batch must gain this much to be worth its memory. */
const GAIN = 1.05;
/** About, in English: a batch filled by it is nearly full, or a little more than one. */
const CHARACTERS_PER_TOKEN = 4;

export const SHORT_SENTENCE = CHECK_SENTENCES[1]!;

export interface Rate {
  readonly tokensPerSecond: number;
  /** Tokens of the batch at which it was reached. */
  readonly budget: number;
}

/** Encodes texts in batches of so many tokens at most. @returns how many tokens they have. */
export type EncodeBatches = (
  texts: readonly string[],
  maxBatchTokens: number,
) => Promise<{ readonly tokens: number }>;

/**
 * The highest speed of a short text alone and over growing batches. It stops where more tokens no longer gain anything,
 * or take too long.
 * @param budgets  tokens of a batch, ascending, at least one.
 */
export async function fastestRate(budgets: readonly number[], encode: EncodeBatches): Promise<Rate> {
  const startedAt = performance.now();
  const smallest = budgets[0]!;
  let best: Rate = {
    budget: smallest,
    tokensPerSecond: await rateOf([SHORT_SENTENCE], smallest, encode),
  };
  for (const budget of budgets) {
    // Most of the time of one text alone is no work of the device, so the first batch gets more patience.
    const patienceMs = budget === smallest ? LONGEST_FIRST_BATCH_MS : LONGEST_RUN_MS;
    if ((budget / best.tokensPerSecond) * 1000 > patienceMs) break;
    if (performance.now() - startedAt > MEASURING_MS) break;
    const rate = { budget, tokensPerSecond: await rateOf(textsOf(budget), budget, encode) };
    const hasGained = rate.tokensPerSecond > best.tokensPerSecond * GAIN;
    if (hasGained) best = rate;
    else if (budget !== smallest) break;
  }
  return { ...best, tokensPerSecond: Math.round(best.tokensPerSecond * 10) / 10 };
}

/** Milliseconds: the median of a few runs. */
export async function medianMs(run: () => Promise<unknown>): Promise<number> {
  const times = (await warmTimes(run)).sort((a, b) => a - b);
  return Math.round(times[times.length >> 1]! * 100) / 100;
}

async function rateOf(texts: readonly string[], budget: number, encode: EncodeBatches): Promise<number> {
  let tokens = 0;
  const times = await warmTimes(async () => {
    ({ tokens } = await encode(texts, budget));
  });
  return (tokens / Math.min(...times)) * 1000;
}

/** Of a few runs after one that does not count, since drivers compile for every new shape; of one, where it takes long. */
async function warmTimes(run: () => Promise<unknown>): Promise<number[]> {
  await run();
  const times = [await timed(run)];
  while (times.length < RUNS && times[0]! < LONGEST_RUN_MS) times.push(await timed(run));
  return times;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

/** The check sentences over and over, about as many tokens as asked for. */
function textsOf(tokens: number): string[] {
  const texts: string[] = [];
  for (let characters = 0, i = 0; characters < tokens * CHARACTERS_PER_TOKEN; i++) {
    const text = CHECK_SENTENCES[i % CHECK_SENTENCES.length]!;
    texts.push(text);
    characters += text.length;
  }
  return texts;
}
