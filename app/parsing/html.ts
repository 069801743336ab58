import type { BlockKind, ParsedDocument } from '../contracts/document.ts';
import { HtmlBlocks } from './html-blocks.ts';
import { isInlineElement } from './html-elements.ts';
import { type HtmlElement, type HtmlNode, parseHtmlTree, walk } from './html-tree.ts';

/** Not part of what a page says: code, controls, embedded media, and the menus of its site. */
const UNREAD = new Set(
  'script style template noscript nav iframe object canvas audio video select button'.split(' '),
);
const CONTAINERS: Readonly<Record<string, BlockKind>> = {
  ul: 'list',
  ol: 'list',
  dl: 'list',
  menu: 'list',
  blockquote: 'quote',
  table: 'table',
};

/**
 * Reads what a page shows, from its source alone: nothing in it is run or fetched. The document text is the extracted
 * text, blocks parted by an empty line. Title and tags come from the head, else the title from the first h1.
 * @throws DomainError `parse.too-deep`
 */
export function parseHtml(html: string): ParsedDocument {
  const reader = new PageReader();
  walk(parseHtmlTree(html), reader);
  const blocks = reader.finish();
  return { text: blocks.documentText, title: reader.title, tags: reader.tags, blocks: blocks.blocks };
}

class PageReader {
  tags: readonly string[] = [];
  #headTitle: string | null = null;
  #firstHeading: string | null = null;
  readonly #blocks = new HtmlBlocks();
  readonly #containers: BlockKind[] = [];
  #preformattedDepth = 0;

  get title(): string | null {
    return this.#headTitle ?? this.#firstHeading;
  }

  finish(): HtmlBlocks {
    this.#blocks.endBlock();
    return this.#blocks;
  }

  enter(node: HtmlNode): boolean {
    if ('value' in node) this.#addText(node.value);
    if (!('tagName' in node) || UNREAD.has(node.tagName) || hasAttribute(node, 'hidden')) return false;
    switch (node.tagName) {
      case 'title':
        this.#headTitle ??= plainText(node);
        return false;
      case 'meta':
        if (attribute(node, 'name')?.toLowerCase() === 'keywords') this.tags = keywords(node);
        return false;
      case 'br':
        this.#blocks.beginLine();
        return false;
      case 'img':
        this.#blocks.addFlowing(attribute(node, 'alt') ?? '');
        return false;
    }
    this.#enterElement(node.tagName);
    return true;
  }

  exit(node: HtmlNode): void {
    const name = node.nodeName;
    if (name === 'pre') this.#preformattedDepth--;
    if (name === 'td' || name === 'th') this.#blocks.endCell();
    else if (isHeading(name)) this.#exitHeading(Number(name[1]));
    else if (name in CONTAINERS) this.#exitContainer();
    else this.#boundary(name);
  }

  #addText(text: string): void {
    if (this.#preformattedDepth > 0) this.#blocks.addPreformatted(text);
    else this.#blocks.addFlowing(text);
  }

  #enterElement(name: string): void {
    const container = CONTAINERS[name];
    if (name === 'tr') this.#blocks.beginRow();
    else if (name === 'td' || name === 'th') this.#blocks.beginCell();
    else if (isHeading(name)) this.#blocks.beginBlock('heading');
    else if (container !== undefined) this.#enterContainer(container);
    else if (name === 'pre') this.#enterPreformatted();
    else this.#boundary(name);
  }

  #enterContainer(kind: BlockKind): void {
    if (this.#containers.length === 0) this.#blocks.beginBlock(kind);
    else this.#blocks.beginLine();
    this.#containers.push(kind);
  }

  #exitContainer(): void {
    this.#containers.pop();
    if (this.#containers.length === 0) this.#blocks.beginBlock('paragraph');
    else this.#blocks.beginLine();
  }

  #enterPreformatted(): void {
    this.#preformattedDepth++;
    if (this.#containers.length === 0) this.#blocks.beginBlock('code');
    else this.#blocks.beginLine();
  }

  /** A heading inside a list or a table interrupts it. */
  #exitHeading(level: number): void {
    const title = this.#blocks.endHeading(level);
    if (level === 1) this.#firstHeading ??= title;
    this.#blocks.beginBlock(this.#containers[0] ?? 'paragraph');
  }

  #boundary(name: string): void {
    if (isInlineElement(name)) return;
    if (this.#containers.length === 0) this.#blocks.beginBlock('paragraph');
    else this.#blocks.beginLine();
  }
}

function isHeading(name: string): boolean {
  return /^h[1-6]$/.test(name);
}

function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

function hasAttribute(element: HtmlElement, name: string): boolean {
  return attribute(element, name) !== undefined;
}

function keywords(meta: HtmlElement): string[] {
  const names = (attribute(meta, 'content') ?? '').split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

function plainText(element: HtmlElement): string | null {
  const text = element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
  return text.replace(/\s+/g, ' ').trim() || null;
}
