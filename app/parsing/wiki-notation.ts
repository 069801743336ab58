import type { Span } from '../contracts/document.ts';

/** What Obsidian and its kin add to Markdown; whether a place is prose or code is for the caller to know. */
export interface WikiNotation {
  /** Markup of wiki links and embeds, in document order: of [[target|shown]] only "shown" is read. */
  readonly markup: readonly Span[];
  /** Tags such as #garden/roses in document order, `at` the number sign. */
  readonly tags: readonly { readonly at: number; readonly name: string }[];
}

const LINK = /(!?\[\[(?:[^[\]|\n]*\|)?)[^[\]|\n]+(\]\])/g;
/** A tag is not all digits, so that "#12" stays a number. */
const TAG = /(?<![^\s(,;])#([\p{L}\p{N}\p{M}_/-]*[\p{L}_/-][\p{L}\p{N}\p{M}_/-]*)/gu;

export function findWikiNotation(text: string): WikiNotation {
  const markup = Array.from(text.matchAll(LINK)).flatMap((match) => {
    const end = match.index + match[0].length;
    return [
      { start: match.index, end: match.index + match[1]!.length },
      { start: end - match[2]!.length, end },
    ];
  });
  const tags = Array.from(text.matchAll(TAG), (match) => ({ at: match.index, name: match[1]! }));
  return { markup, tags };
}
