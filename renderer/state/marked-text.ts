export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A run of text inside or outside the best sentence, cut where matched words begin and end. */
export interface MarkedRun {
  readonly inSentence: boolean;
  readonly pieces: readonly { readonly text: string; readonly isWord: boolean }[];
}

/**
 * Cuts a text for display. Ranges are UTF-16 offsets into `text`; what lies outside of it is ignored, and overlapping
 * words count once; a word is marked together with the vowel signs and accents that follow it. The pieces of all runs, joined, are the text again.
 */
export function markText(text: string, sentence: TextRange | null, words: readonly TextRange[]): MarkedRun[] {
  const wordRanges = words.map((word) => withCombiningMarks(text, clamp(word, text.length)));
  const sentenceRange = sentence && clamp(sentence, text.length);
  const edges = new Set([0, text.length]);
  for (const { start, end } of sentenceRange ? [...wordRanges, sentenceRange] : wordRanges) {
    edges.add(start).add(end);
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const runs: { inSentence: boolean; pieces: { text: string; isWord: boolean }[] }[] = [];
  for (let index = 1; index < cuts.length; index += 1) {
    const start = cuts[index - 1]!;
    const inSentence = sentenceRange !== null && covers(sentenceRange, start);
    const piece = {
      text: text.slice(start, cuts[index]),
      isWord: wordRanges.some((word) => covers(word, start)),
    };
    const last = runs.at(-1);
    if (last?.inSentence === inSentence) last.pieces.push(piece);
    else runs.push({ inSentence, pieces: [piece] });
  }
  return runs;
}

function clamp({ start, end }: TextRange, length: number): TextRange {
  const from = Math.min(Math.max(start, 0), length);
  return { start: from, end: Math.min(Math.max(end, from), length) };
}

const COMBINING_MARKS = /\p{M}*/uy;

function withCombiningMarks(text: string, { start, end }: TextRange): TextRange {
  if (start === end) return { start, end };
  COMBINING_MARKS.lastIndex = end;
  COMBINING_MARKS.test(text);
  return { start, end: Math.max(end, COMBINING_MARKS.lastIndex) };
}

const covers = ({ start, end }: TextRange, offset: number) => start <= offset && offset < end;
