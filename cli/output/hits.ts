import type { DocumentHit, SearchResponse } from '../../app/contracts/search.ts';
import { nearness } from './nearness.ts';
import { asName, printJson, printLine } from './print.ts';

const MOST_CHARACTERS = 400;

/** Prints a response: as stable JSON, or for reading. */
export function printResponse(response: SearchResponse, asJson: boolean): void {
  const { query, tookMs, hits, notes } = response;
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
  if (asJson) printJson({ query, tookMs, hits: stableHits(hits) });
  else printHits(hits);
}

function printHits(hits: readonly DocumentHit[]): void {
  if (hits.length === 0) printLine('Nothing found.');
  for (const [index, hit] of hits.entries()) {
    const likeness = hit.percentile === null ? '' : `, ${nearness(hit.percentile)}`;
    printLine(`${index + 1}. ${asName(hit.document)}  [${hit.matched}${likeness}]`);
    if (hit.heading.length > 0) printLine(`   ${hit.heading.join(' > ')}`);
    printLine(
      `   ${beginningOf(hit.readable.text.slice(hit.readable.sentence.start, hit.readable.sentence.end))}`,
    );
  }
}

function beginningOf(sentence: string): string {
  return sentence.length <= MOST_CHARACTERS ? sentence : `${sentence.slice(0, MOST_CHARACTERS).trimEnd()} …`;
}

/** The shape that scripts rely on. */
export function stableHits(hits: readonly DocumentHit[]) {
  return hits.map(stableHit);
}

function stableHit({ score, percentile, document, heading, page, sentence, passage, matched }: DocumentHit) {
  return {
    score,
    percentile,
    document,
    heading,
    ...(page === undefined ? {} : { page }),
    sentence,
    passage,
    matched,
  };
}
