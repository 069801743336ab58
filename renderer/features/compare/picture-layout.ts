import type { TokenRun } from './token-runs.ts';

/** A run of a text, or a part of one, in its place: from the left edge, and on which line. */
export interface PlacedRun {
  readonly text: string;
  readonly tokens: readonly number[];
  readonly x: number;
  readonly width: number;
  readonly line: number;
}

export interface TextLayout {
  readonly runs: readonly PlacedRun[];
  readonly lines: number;
}

/**
 * Breaks a text into lines, between runs and at its own line ends; what does not fit is left out, with a sign of it.
 * @param measure  width of a text, in units of the picture.
 */
export function layOut(
  runs: readonly TokenRun[],
  width: number,
  mostLines: number,
  measure: (text: string) => number,
): TextLayout {
  const placed: PlacedRun[] = [];
  let x = 0;
  let line = 0;
  const put = (text: string, tokens: readonly number[]) => {
    const size = measure(text);
    placed.push({ text, tokens, x, width: size, line });
    x += size;
  };
  const breakLine = () => {
    x = 0;
    line += 1;
  };
  for (const run of runs) {
    for (const [index, part] of run.text.split('\n').entries()) {
      if (index > 0) breakLine();
      const isSpace = part.trim() === '';
      if (x > 0 && !isSpace && x + measure(part) > width) breakLine();
      if (part === '' || (isSpace && x === 0)) continue;
      if (line >= mostLines) return { runs: withEllipsis(placed, mostLines - 1, measure), lines: mostLines };
      put(part, run.tokens);
    }
  }
  return { runs: placed, lines: line + 1 };
}

function withEllipsis(
  runs: readonly PlacedRun[],
  line: number,
  measure: (text: string) => number,
): PlacedRun[] {
  const last = runs.at(-1);
  const x = last ? last.x + last.width : 0;
  return [...runs, { text: ' …', tokens: [], x, width: measure(' …'), line }];
}
