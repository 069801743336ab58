import type { ParsedDocument, PassageDraft, SentenceSpan, Span } from '../contracts/document.ts';

const LETTER = /[\p{L}\p{N}]/gu;
const MAX_SENTENCE_CHARS = 600;
const MAX_PASSAGE_CHARS = 6_000 + MAX_SENTENCE_CHARS;

/** Where the passages of a document break what holds for all of them; for tests and trials. */
export function passageFaults(document: ParsedDocument, passages: readonly PassageDraft[]): string[] {
  const faults: string[] = [];
  let start = 0;
  for (const [index, passage] of passages.entries()) {
    const { span, text, sentences } = passage;
    const own: string[] = [];
    if (span.start < start) own.push('begins before the one before it');
    if (span.start >= span.end || span.end > document.text.length) own.push('is not in the document');
    if (text.length > MAX_PASSAGE_CHARS) own.push('is longer than a passage may be');
    if (sentences.length === 0) own.push('has no sentence');
    own.push(
      ...sentenceFaults(
        text,
        sentences.map(({ textSpan }) => textSpan),
      ),
    );
    own.push(...sentences.flatMap((sentence) => placeFaults(passage, sentence)));
    faults.push(...own.map((fault) => `passage ${index} ${fault}`));
    start = span.start;
  }
  return faults;
}

/** Where sentences break what holds for the sentences of any text. */
export function sentenceFaults(text: string, sentences: readonly Span[]): string[] {
  const faults: string[] = [];
  let end = 0;
  let between = '';
  for (const [index, span] of sentences.entries()) {
    const sentence = text.slice(span.start, span.end);
    if (span.start < end || span.end <= span.start || span.end > text.length)
      faults.push(`has its sentence ${index} out of order`);
    if (sentence.trim() !== sentence) faults.push(`has white space at an end of its sentence ${index}`);
    if (sentence.length > MAX_SENTENCE_CHARS) faults.push(`has an overlong sentence ${index}`);
    if (sentence.search(LETTER) < 0) faults.push(`has nothing to read in its sentence ${index}`);
    between += text.slice(end, span.start);
    end = span.end;
  }
  between += text.slice(end);
  if (between.search(LETTER) >= 0) faults.push('has letters in no sentence');
  return faults;
}

function placeFaults({ span }: PassageDraft, sentence: SentenceSpan): string[] {
  const { start, end } = sentence.span;
  return start >= span.start && end <= span.end && start < end ? [] : ['has a sentence outside of its place'];
}
