import { parse, postprocess, preprocess } from 'micromark';
import { gfm } from 'micromark-extension-gfm';

/** A token of micromark with what lies in it; offsets are of the document. */
export interface MarkdownNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly MarkdownNode[];
}

interface GrowingNode extends MarkdownNode {
  readonly children: GrowingNode[];
}

/**
 * Reads CommonMark with the GitHub additions.
 * @param at  where the text begins in its document.
 * @returns the blocks of the text, in order.
 */
export function markdownTree(text: string, at: number): readonly MarkdownNode[] {
  // The tokenizer passes over a byte order mark at its beginning without counting it.
  const marks = text.length - text.replace(/^\uFEFF+/, '').length;
  const origin = at + marks;
  const root: GrowingNode = { type: 'root', start: at, end: at + text.length, children: [] };
  const open = [root];
  for (const [step, token] of tokenize(text.slice(marks))) {
    if (step === 'exit') {
      open.pop();
      continue;
    }
    const node = {
      type: token.type,
      start: token.start.offset + origin,
      end: token.end.offset + origin,
      children: [],
    };
    open.at(-1)!.children.push(node);
    open.push(node);
  }
  return root.children;
}

function tokenize(markdown: string): ReturnType<typeof postprocess> {
  const chunks = preprocess()(markdown, 'utf8', true);
  return postprocess(
    parse({ extensions: [gfm()] })
      .document()
      .write(chunks),
  );
}
