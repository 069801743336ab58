import type { Block, ParsedDocument } from '../contracts/document.ts';

/** Where a parsed document breaks what holds for every one, whatever its format; for tests and trials. */
export function documentFaults(document: ParsedDocument): string[] {
  const faults: string[] = [];
  let end = 0;
  for (const [index, block] of document.blocks.entries()) {
    const { span, text } = block;
    if (span.start < end || span.end <= span.start) faults.push(`block ${index} is out of order or empty`);
    if (span.end > document.text.length) faults.push(`block ${index} goes beyond the document`);
    if (text.trim() === '') faults.push(`block ${index} has no text`);
    faults.push(...runFaults(document.text, block).map((fault) => `block ${index}: ${fault}`));
    end = span.end;
  }
  return faults;
}

/** Runs cover the readable text without gaps, in document order, inside the block; copied characters are equal. */
function runFaults(documentText: string, block: Block): string[] {
  const faults: string[] = [];
  let at = 0;
  let source = block.span.start;
  for (const run of block.runs) {
    if (run.at !== at || run.source < source) faults.push(`run at ${run.at} is out of order`);
    at += run.length;
    source = run.source + run.sourceLength;
    const readable = block.text.slice(run.at, at);
    const original = documentText.slice(run.source, source);
    const isSeparator = /^\s$|^ \| $/.test(readable);
    const isCopy = run.length === run.sourceLength && !isSeparator;
    if (isCopy && readable !== original) faults.push(`"${readable}" is not "${original}"`);
    if (!isCopy && /^[\p{L}\p{N}]/u.test(original))
      faults.push(`"${original}" was replaced by "${readable}"`);
  }
  if (at !== block.text.length) faults.push('runs do not cover the text');
  if (source > block.span.end) faults.push('runs go beyond the block');
  return faults;
}
