import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import type { Span } from '../contracts/document.ts';
import { isInlineElement } from './html-elements.ts';
import type { ReadableText } from './readable-text.ts';

// Ends of unfinished constructs run to the end of the block, so that each character is looked at once.
const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template)\b[\s\S]*?(?:<\/\1\s*>|$)|<\/?([a-z][\w-]*)[^>]*(?:>|$)|&#?\w{1,31};|\s+|[^<&\s]+|[<&]/giy;

/** Adds the text of a block of HTML inside a Markdown document; every element that is not inline begins a line. */
export function addHtmlText(into: ReadableText, document: string, span: Span): void {
  for (const match of document.slice(span.start, span.end).matchAll(TOKEN)) {
    const [token, , element] = match;
    const start = span.start + match.index;
    const end = start + token.length;
    if (element !== undefined) {
      if (!isInlineElement(element)) into.separate('\n');
    } else if (/^\s/.test(token)) into.separate(' ');
    else if (token.startsWith('<') && token.length > 1) continue;
    else if (token.startsWith('&') && token.length > 1) into.replace(decodeReference(token), start, end);
    else into.copy(start, end);
  }
}

/** The characters that a reference such as `&eacute;` or `&#x2014;` stands for; white space becomes a space. */
export function decodeReference(reference: string): string {
  const node = parseFragment(reference).childNodes[0] as DefaultTreeAdapterTypes.TextNode | undefined;
  return (node?.value ?? reference).replace(/\s/g, ' ');
}
