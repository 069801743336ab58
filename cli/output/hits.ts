import type { DocumentHit, SearchResponse } from '../../app/contracts/search.ts';
import { printJson, printLine } from './print.ts';

/** Prints a response: as stable JSON, or for reading. */
export function printResponse(response: SearchResponse, asJson: boolean): void {
  const { query, tookMs, hits, notes } = response;
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
  if (asJson) printJson({ query, tookMs, hits: hits.map(stableHit) });
  else printHits(hits);
}

function printHits(hits: readonly DocumentHit[]): void {
  if (hits.length === 0) printLine('Nothing found.');
  for (const [index, hit] of hits.entries()) {
    const nearness = hit.percentile === null ? '' : `, closer than ${hit.percentile} % of random pairs`;
    printLine(`${index + 1}. ${hit.document}  [${hit.matched}${nearness}]`);
    if (hit.heading.length > 0) printLine(`   ${hit.heading.join(' > ')}`);
    printLine(`   ${hit.readable.text.slice(hit.readable.sentence.start, hit.readable.sentence.end)}`);
  }
}

/** The shape that scripts rely on. */
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
