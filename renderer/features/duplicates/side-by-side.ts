/** A run of one text: shared with the other, or not. */
export interface Run {
  readonly text: string;
  readonly isShared: boolean;
}

/** What stands side by side: a line or a stretch of either text. An empty side has nothing there. */
export interface DifferenceRow {
  readonly left: readonly Run[];
  readonly right: readonly Run[];
}

export interface TextDifference {
  readonly rows: readonly DifferenceRow[];
  /** Words that only the left text has, only the right one, and both; of reworded texts, each word once. */
  readonly words: { readonly left: number; readonly right: number; readonly shared: number };
  /** True where the texts have so little in common, word for word, that what they share tells more than what differs. */
  readonly isReworded: boolean;
}

/** Goes on with the last run where it is of the same sort. */
export function addRun(runs: Run[], text: string, isShared: boolean): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last?.isShared === isShared) runs[runs.length - 1] = { text: last.text + text, isShared };
  else runs.push({ text, isShared });
}
