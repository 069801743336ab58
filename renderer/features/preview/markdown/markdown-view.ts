import type { MarkdownNode } from './markdown-tree.ts';

/**
 * What is shown of Markdown: boxes with things in them, and pieces of text that know their place in the document.
 * Whatever has no form of its own (raw HTML, pictures, definitions) is shown as it is written.
 */
export type Shown =
  | { readonly kind: 'text'; readonly start: number; readonly end: number; readonly instead?: string }
  | { readonly kind: 'box'; readonly form: Form; readonly children: readonly Shown[]; readonly note?: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'rule' };

export type Form =
  | 'paragraph'
  | 'heading-1'
  | 'heading-2'
  | 'heading-3'
  | 'heading-4'
  | 'emphasis'
  | 'strong'
  | 'gone'
  | 'code'
  | 'code-block'
  | 'quote'
  | 'list'
  | 'numbered-list'
  | 'item'
  | 'table'
  | 'head'
  | 'body'
  | 'row'
  | 'head-cell'
  | 'cell'
  | 'link'
  | 'source';

type PlainText = Extract<Shown, { kind: 'text' }>;
type Box = Extract<Shown, { kind: 'box' }>;

/** Signs that only make the markup, and blanks around it. */
const MARKUP = new Set([
  ...['whitespace', 'linePrefix', 'lineSuffix', 'lineEndingBlank', 'blockQuotePrefix', 'listItemPrefix'],
  ...['listItemIndent', 'atxHeadingSequence', 'setextHeadingLine', 'emphasisSequence', 'strongSequence'],
  ...['strikethroughSequence', 'codeTextSequence', 'codeTextPadding', 'codeFencedFence', 'escapeMarker'],
  ...['tableCellDivider', 'tableDelimiterRow', 'labelMarker', 'autolinkMarker', 'resource', 'reference'],
]);

const FORMS: Readonly<Record<string, Form>> = {
  paragraph: 'paragraph',
  emphasis: 'emphasis',
  strong: 'strong',
  strikethrough: 'gone',
  codeText: 'code',
  codeFenced: 'code-block',
  codeIndented: 'code-block',
  blockQuote: 'quote',
  listUnordered: 'list',
  listOrdered: 'numbered-list',
  table: 'table',
  tableHead: 'head',
  tableBody: 'body',
  tableRow: 'row',
  tableHeader: 'head-cell',
  tableData: 'cell',
  htmlFlow: 'source',
  definition: 'source',
  gfmFootnoteDefinition: 'source',
};

/** Shown as it is written, markup and all. */
const LITERAL = new Set(['htmlFlow', 'htmlText', 'image', 'definition', 'gfmFootnoteDefinition']);
const SAFE_ADDRESS = /^(?:https?:|mailto:)/i;

/** @param text  the whole document. */
export function shownMarkdown(nodes: readonly MarkdownNode[], text: string): Shown[] {
  return joined(nodes.flatMap((node) => shown(node, text)));
}

function shown(node: MarkdownNode, text: string): Shown[] {
  const { type, start, end } = node;
  if (MARKUP.has(type)) return [];
  if (LITERAL.has(type)) return literal(node);
  switch (type) {
    case 'atxHeading':
    case 'setextHeading':
      return [box(`heading-${headingLevel(node, text)}`, node.children, text)];
    case 'listUnordered':
    case 'listOrdered':
      return [listOf(node, text)];
    case 'codeFenced':
    case 'codeIndented':
      return [{ kind: 'box', form: 'code-block', children: joined(codeLines(node)) }];
    case 'codeText':
      return [{ kind: 'box', form: 'code', children: joined(leaves(node)) }];
    case 'link':
      return linkOf(node, text);
    case 'autolink':
    case 'literalAutolink':
      return [{ kind: 'box', form: 'link', children: leaves(node), note: text.slice(start, end) }];
    case 'thematicBreak':
      return [{ kind: 'rule' }];
    case 'hardBreakEscape':
    case 'hardBreakTrailing':
      return [{ kind: 'break' }];
    case 'characterReference':
      return [{ kind: 'text', start, end, ...decoded(text.slice(start, end)) }];
    case 'taskListCheck':
      return [{ kind: 'text', start, end, instead: /x/i.test(text.slice(start, end)) ? '☑' : '☐' }];
  }
  const form = FORMS[type];
  if (form) return [box(form, node.children, text)];
  return node.children.length > 0
    ? node.children.flatMap((child) => shown(child, text))
    : [{ kind: 'text', start, end }];
}

function box(form: Form, children: readonly MarkdownNode[], text: string): Box {
  const inside = shownMarkdown(children, text);
  // Between rows stand line ends, which have no place in a table.
  return {
    kind: 'box',
    form,
    children: ROWS_ONLY.has(form) ? inside.filter(({ kind }) => kind === 'box') : inside,
  };
}

const ROWS_ONLY: ReadonlySet<Form> = new Set(['table', 'head', 'body', 'row']);

function literal({ type, start, end }: MarkdownNode): Shown[] {
  const form = FORMS[type];
  const piece: Shown = { kind: 'text', start, end };
  return form ? [{ kind: 'box', form, children: [piece] }] : [piece];
}

function headingLevel({ type, children }: MarkdownNode, text: string): 1 | 2 | 3 | 4 {
  const line = children.find((child) => child.type === 'setextHeadingLine');
  if (type === 'setextHeading') return text.charAt(line?.start ?? 0) === '=' ? 1 : 2;
  const signs = children.find((child) => child.type === 'atxHeadingSequence');
  return Math.min(signs ? signs.end - signs.start : 1, 4) as 1 | 2 | 3 | 4;
}

/** Items are told by their prefixes alone. */
function listOf({ type, children }: MarkdownNode, text: string): Box {
  const items: MarkdownNode[][] = [];
  for (const child of children) {
    if (child.type === 'listItemPrefix') items.push([]);
    else items.at(-1)?.push(child);
  }
  const first = children.find((child) => child.type === 'listItemPrefix');
  const number = first?.children.find((child) => child.type === 'listItemValue');
  return {
    kind: 'box',
    form: type === 'listOrdered' ? 'numbered-list' : 'list',
    children: items.map((item) => box('item', item, text)),
    ...(number ? { note: text.slice(number.start, number.end) } : {}),
  };
}

/** The lines between the fences, with the line ends between them. */
function codeLines({ children }: MarkdownNode): Shown[] {
  const lines = children.filter(({ type }) => type !== 'codeFencedFence' && type !== 'linePrefix');
  const first = lines.findIndex(({ type }) => type === 'codeFlowValue');
  const last = lines.findLastIndex(({ type }) => type === 'codeFlowValue');
  if (first < 0) return [];
  return lines.slice(first, last + 1).map(({ start, end }) => ({ kind: 'text', start, end }));
}

/** A link to the web shows its text; any other is shown as it is written, so that nobody takes it for one. */
function linkOf(node: MarkdownNode, text: string): Shown[] {
  const destination = find(node, 'resourceDestinationString');
  const address = destination && text.slice(destination.start, destination.end);
  const label = find(node, 'labelText');
  if (!label || (address !== null && !SAFE_ADDRESS.test(address))) return [written(node)];
  return [{ ...box('link', label.children, text), ...(address ? { note: address } : {}) }];
}

const written = ({ start, end }: MarkdownNode): Shown => ({ kind: 'text', start, end });

function leaves(node: MarkdownNode): Shown[] {
  if (MARKUP.has(node.type)) return [];
  if (node.children.length === 0) return [written(node)];
  return node.children.flatMap(leaves);
}

function find(node: MarkdownNode, type: string): MarkdownNode | null {
  for (const child of node.children) {
    const found = child.type === type ? child : find(child, type);
    if (found) return found;
  }
  return null;
}

/** Pieces that follow one another in the document become one, so that a sentence is marked in one stretch. */
function joined(pieces: readonly Shown[]): Shown[] {
  const all: Shown[] = [];
  for (const piece of pieces) {
    const before = all.at(-1);
    if (isPlain(before) && isPlain(piece) && before.end === piece.start) {
      all[all.length - 1] = { ...before, end: piece.end };
    } else all.push(piece);
  }
  return all;
}

const isPlain = (piece: Shown | undefined): piece is PlainText =>
  piece?.kind === 'text' && piece.instead === undefined;

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '' },
  ...{ ndash: '–', mdash: '—', hellip: '…', copy: '©', reg: '®', trade: '™', middot: '·', bull: '•' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', euro: '€', times: '×' },
};

/** The character that a reference stands for; a rare name is shown as it is written. */
function decoded(reference: string): { instead?: string } {
  const [, hex, decimal, name] = /^&(?:#x([\da-f]+)|#(\d+)|(\w+));$/i.exec(reference) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : null;
  if (code !== null) return code > 0 && code <= 0x10ffff ? { instead: String.fromCodePoint(code) } : {};
  const instead = name === undefined ? undefined : NAMED[name];
  return instead === undefined ? {} : { instead };
}
