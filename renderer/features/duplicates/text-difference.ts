import { sharedWords } from './shared-words.ts';
import { addRun, type DifferenceRow, type Run, type TextDifference } from './side-by-side.ts';
import { slideDifferences } from './slide-differences.ts';
import { alignWords, type Part, type Token, withoutSpeckles, wordCount } from './word-parts.ts';

/** Below this share of the shorter text's words, nearly everything would be marked as different. */
const LEAST_SHARED = 0.5;

/** Lays two texts side by side, word by word. Each side's runs, joined over all rows, are its text again. */
export function differenceOf(left: string, right: string): TextDifference {
  const aligned = slideDifferences(alignWords(left, right));
  if (measure(aligned).isReworded) return { ...sharedWords(left, right), isReworded: true };
  const parts = withoutSpeckles(aligned);
  return { rows: rowsOf(parts), words: measure(parts).words, isReworded: false };
}

function measure(parts: readonly Part[]): Pick<TextDifference, 'words' | 'isReworded'> {
  const words = { left: 0, right: 0, shared: 0 };
  for (const { isSame, left, right } of parts) {
    if (isSame) words.shared += wordCount(left);
    else {
      words.left += wordCount(left);
      words.right += wordCount(right);
    }
  }
  const shorter = words.shared + Math.min(words.left, words.right);
  return { words, isReworded: words.shared < LEAST_SHARED * shorter };
}

/** Rows end where both texts break a line, and around sentences that only one of them has. */
function rowsOf(parts: readonly Part[]): DifferenceRow[] {
  const rows = new RowBuilder();
  for (const part of parts) {
    if (part.isSame) {
      for (const [index, token] of part.left.entries()) rows.addShared(token, part.right[index]!);
      continue;
    }
    if (rows.isAtSentenceStart() && hasSentenceOfItsOwn(part)) rows.addRow(part);
    else rows.addChanged(part);
  }
  return rows.finish();
}

/** The end of a line is as good. */
const SENTENCE_END = /(?:[.!?…。！？][\p{Pe}\p{Pf}"'’”]*\s*|\n\s*)$/u;
const LEAST_SENTENCE_WORDS = 3;

function hasSentenceOfItsOwn({ left, right }: Part): boolean {
  if (left.length > 0 && right.length > 0) return false;
  const own = left.length > 0 ? left : right;
  return wordCount(own) >= LEAST_SENTENCE_WORDS && SENTENCE_END.test(textOf(own));
}

/** Index of the first token that is no white space. */
function textStart(tokens: readonly Token[]): number {
  const start = tokens.findIndex(({ isSpace }) => !isSpace);
  return start < 0 ? tokens.length : start;
}

const textOf = (tokens: readonly Token[]) => tokens.map(({ text }) => text).join('');

class RowBuilder {
  readonly #rows: DifferenceRow[] = [];
  #left: Run[] = [];
  #right: Run[] = [];

  addShared(left: Token, right: Token): void {
    addRun(this.#left, left.text, true);
    addRun(this.#right, right.text, true);
    if (left.text.includes('\n') && right.text.includes('\n')) this.endRow();
  }

  addChanged({ left, right }: Part): void {
    addChangedRuns(this.#left, left);
    addChangedRuns(this.#right, right);
  }

  /** The difference in a row of its own; the space before it still belongs to the row before. */
  addRow({ left, right }: Part): void {
    const [leftStart, rightStart] = [textStart(left), textStart(right)];
    this.addChanged({ isSame: false, left: left.slice(0, leftStart), right: right.slice(0, rightStart) });
    this.endRow();
    this.addChanged({ isSame: false, left: left.slice(leftStart), right: right.slice(rightStart) });
    this.endRow();
  }

  isAtSentenceStart(): boolean {
    return [this.#left, this.#right].every((runs) => {
      const text = runs.map((run) => run.text).join('');
      return text.trim() === '' || SENTENCE_END.test(text);
    });
  }

  endRow(): void {
    if (this.#left.length + this.#right.length === 0) return;
    this.#rows.push({ left: this.#left, right: this.#right });
    this.#left = [];
    this.#right = [];
  }

  finish(): DifferenceRow[] {
    this.endRow();
    return this.#rows;
  }
}

/** White space at the edges of a difference is nothing to look at. */
function addChangedRuns(runs: Run[], tokens: readonly Token[]): void {
  const text = textOf(tokens);
  const core = text.trim();
  const start = core === '' ? text.length : text.indexOf(core);
  addRun(runs, text.slice(0, start), true);
  addRun(runs, core, false);
  addRun(runs, text.slice(start + core.length), true);
}
