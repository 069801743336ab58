import type { Block, ParsedDocument, PassageDraft, SentenceSpan, Span } from '../contracts/document.ts';
import { cutOverlong } from './cut-overlong.ts';
import { mapSpan } from './map-span.ts';
import { splitSentences } from './split-sentences.ts';
import { trimSpan } from './trim-span.ts';

/** A paragraph up to this length that ends in a colon only introduces what follows it. */
const MAX_LEAD_IN_CHARS = 200;

/** A longer block, such as a text without any empty line, becomes several passages. */
const MAX_PASSAGE_CHARS = 6_000;

/**
 * Turns the blocks of a document into passages with sentences. Four things are not one block, one passage:
 * a heading lives on in the heading path of what follows, and is a passage only when nothing stands under it;
 * a short paragraph ending in a colon makes one passage with the list, code, table or quote after it;
 * a block of more than 6,000 characters is cut between sentences;
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
      const [first, ...others] = cutLong(asPassage(next));
      passages.push(joined(asPassage(block), first!), ...others);
      i++;
    } else {
      passages.push(...cutLong(asPassage(block)));
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

function cutLong(passage: PassageDraft): PassageDraft[] {
  if (passage.text.length <= MAX_PASSAGE_CHARS) return [passage];
  const groups: SentenceSpan[][] = [];
  let groupStart = Number.NEGATIVE_INFINITY;
  for (const sentence of passage.sentences) {
    if (sentence.textSpan.end - groupStart > MAX_PASSAGE_CHARS) {
      groups.push([]);
      groupStart = sentence.textSpan.start;
    }
    groups.at(-1)!.push(sentence);
  }
  return groups.map((group) => part(passage, group));
}

/** The part of a passage from the first to the last of these sentences. */
function part(passage: PassageDraft, sentences: readonly SentenceSpan[]): PassageDraft {
  const first = sentences[0]!;
  const last = sentences.at(-1)!;
  return {
    ...passage,
    span: { start: first.span.start, end: last.span.end },
    text: passage.text.slice(first.textSpan.start, last.textSpan.end),
    sentences: shifted(sentences, -first.textSpan.start),
  };
}

function joined(leadIn: PassageDraft, body: PassageDraft): PassageDraft {
  const bodySentences = shifted(body.sentences, leadIn.text.length + 1);
  return {
    ...body,
    span: { start: leadIn.span.start, end: body.span.end },
    text: `${leadIn.text}\n${body.text}`,
    sentences: [...leadIn.sentences, ...bodySentences],
  };
}

/** The same sentences where the text before them is longer by `by` characters. */
function shifted(sentences: readonly SentenceSpan[], by: number): SentenceSpan[] {
  return sentences.map(({ span, textSpan }) => ({
    span,
    textSpan: { start: textSpan.start + by, end: textSpan.end + by },
  }));
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
