import type { OffsetRun, Span } from '../contracts/document.ts';

/**
 * The place in the document text of a span of readable text: from the source of its first character to the end of
 * the source of its last one, with any markup between them.
 * @param runs  of the block, covering the span
 * @param span  not empty
 */
export function mapSpan(runs: readonly OffsetRun[], span: Span): Span {
  const first = runAt(runs, span.start);
  const last = runAt(runs, span.end - 1);
  return {
    start: isCopy(first) ? first.source + span.start - first.at : first.source,
    end: isCopy(last) ? last.source + span.end - last.at : last.source + last.sourceLength,
  };
}

function isCopy(run: OffsetRun): boolean {
  return run.length === run.sourceLength;
}

/** The last run that begins at or before the offset. */
function runAt(runs: readonly OffsetRun[], offset: number): OffsetRun {
  let low = 0;
  for (let high = runs.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.at <= offset) low = middle;
    else high = middle;
  }
  const run = runs[low];
  if (run === undefined) throw new RangeError(`no run covers offset ${offset}`);
  return run;
}
