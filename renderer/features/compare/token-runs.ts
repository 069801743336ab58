import type { ComparedToken } from '../../../app/contracts/compare.ts';

/** A stretch of a text: one or more tokens that stand for it, or what lies between tokens. */
export interface TokenRun {
  readonly text: string;
  /** Tokens of a divided character share one run; empty between tokens. */
  readonly tokens: readonly number[];
}

export interface TokenRuns {
  /** Joined, they are the text again. */
  readonly runs: readonly TokenRun[];
  /** Tokens without a place in the text: special ones, and those of a prompt. */
  readonly unplaced: readonly number[];
}

/** Cuts a text where its tokens begin and end. */
export function tokenRuns(text: string, tokens: readonly ComparedToken[]): TokenRuns {
  const runs: { text: string; tokens: number[] }[] = [];
  const unplaced: number[] = [];
  let end = 0;
  tokens.forEach(({ span }, index) => {
    if (span === null) unplaced.push(index);
    else if (span.end <= end) runs.at(-1)?.tokens.push(index);
    else {
      const start = Math.max(span.start, end);
      if (start > end) runs.push({ text: text.slice(end, start), tokens: [] });
      runs.push({ text: text.slice(start, span.end), tokens: [index] });
      end = span.end;
    }
  });
  if (end < text.length) runs.push({ text: text.slice(end), tokens: [] });
  return { runs, unplaced };
}

/** What the tokens of a run add together. */
export function shareOf(tokens: readonly number[], contributions: readonly number[]): number {
  return tokens.reduce((sum, token) => sum + (contributions[token] ?? 0), 0);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
