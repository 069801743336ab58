import type { Block, ParsedDocument, PassageDraft, SentenceSpan, Span } from '../contracts/document.ts';
import { cutOverlong } from './cut-overlong.ts';
import { mapSpan } from './map-span.ts';
import { splitSentences } from './split-sentences.ts';
import { trimSpan } from './trim-span.ts';

/** A paragraph up to this length that ends in a colon only introduces what follows it. */
const MAX_LEAD_IN_CHARS = 200;

/**
 * Turns the blocks of a document into passages with sentences. Three things are not one block, one passage:
 * a heading lives on in the heading path of what follows, and is a passage only when nothing stands under it;
 * a short paragraph ending in a colon makes one passage with the list, code, table or quote after it;
 * a block without any letter or digit is left out.
 */
export function segmentBlocks(document: ParsedDocument): PassageDraft[] {
  const blocks = document.blocks.filter((block) => /[\p{L}\p{N}]/u.test(block.text));
  const passages: PassageDraft[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!;
    const next = blocks[i + 1];
    if (block.kind === 'heading' && next !== undefined && standsUnder(next, block)) continue;
    if (next !== undefined && isLeadIn(block, next)) {
      passages.push(joined(asPassage(block), asPassage(next)));
      i++;
    } else {
      passages.push(asPassage(block));
    }
  }
  return passages;
}

/** A heading block's path holds its ancestors only, so that what stands under it has a longer one. */
function standsUnder(block: Block, heading: Block): boolean {
  return block.headingPath.length > heading.headingPath.length;
}

function isLeadIn(block: Block, next: Block): boolean {
  const isIntroducing = block.kind === 'paragraph' && /[:：]$/.test(block.text);
  const isIntroduced = next.kind !== 'paragraph' && next.kind !== 'heading';
  return isIntroducing && isIntroduced && block.text.length <= MAX_LEAD_IN_CHARS && block.page === next.page;
}

function asPassage(block: Block): PassageDraft {
  const { kind, span, text, headingPath, page, runs } = block;
  const textSpans = kind === 'code' || kind === 'table' ? splitLines(text) : splitSentences(text);
  const sentences = textSpans.map((textSpan) => ({ span: mapSpan(runs, textSpan), textSpan }));
  return { kind, span, text, headingPath, ...(page === undefined ? {} : { page }), sentences };
}

function joined(leadIn: PassageDraft, body: PassageDraft): PassageDraft {
  const shift = leadIn.text.length + 1;
  const shifted = body.sentences.map(
    ({ span, textSpan }): SentenceSpan => ({
      span,
      textSpan: { start: textSpan.start + shift, end: textSpan.end + shift },
    }),
  );
  return {
    ...body,
    span: { start: leadIn.span.start, end: body.span.end },
    text: `${leadIn.text}\n${body.text}`,
    sentences: [...leadIn.sentences, ...shifted],
  };
}

/** Each line of code or row of a table that has a letter or digit, without its indentation. */
function splitLines(text: string): Span[] {
  const lines: Span[] = [];
  for (let start = 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed < 0 ? text.length : lineFeed;
    lines.push(...cutOverlong(text, trimSpan(text, { start, end })));
    start = end + 1;
  }
  return lines;
}
