import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse, type TreeAdapter } from 'parse5';
import { DomainError } from '../base/domain-error.ts';

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** The time of HTML parsing grows with the number of elements times the depth; browsers stop at 512. */
const MAX_DEPTH = 1_000;

/**
 * Parses as browsers do, with scripts off.
 * @throws DomainError `parse.too-deep`
 */
export function parseHtmlTree(html: string): DefaultTreeAdapterTypes.Document {
  let depth = 0;
  const treeAdapter: TreeAdapter<DefaultTreeAdapterTypes.DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    onItemPush() {
      if (++depth > MAX_DEPTH) throw tooDeep();
    },
    onItemPop() {
      depth--;
    },
  };
  return parse(html, { treeAdapter, scriptingEnabled: false });
}

function tooDeep(): DomainError {
  return new DomainError('parse.too-deep', {
    message: `The page nests its elements more than ${MAX_DEPTH} deep`,
    nextStep: 'Open it in a browser and save it anew, or save its text.',
  });
}

/** Visits the nodes below `root` in document order without recursion; `enter` returning false skips the inside. */
export function walk(
  root: DefaultTreeAdapterTypes.ParentNode,
  visitor: { enter(node: HtmlNode): boolean; exit(node: HtmlNode): void },
): void {
  const open: { readonly node: HtmlNode | null; readonly children: readonly HtmlNode[]; next: number }[] = [
    { node: null, children: root.childNodes, next: 0 },
  ];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const child = top.children[top.next++];
    if (child === undefined) {
      open.pop();
      if (top.node !== null) visitor.exit(top.node);
    } else if (visitor.enter(child)) {
      open.push({ node: child, children: 'childNodes' in child ? child.childNodes : [], next: 0 });
    }
  }
}
