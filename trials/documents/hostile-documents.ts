/** A document that was made to do harm, and what a reader should not do with it. */
export interface HostileDocument {
  readonly what: string;
  /** The file's extension. */
  readonly type: 'md' | 'html' | 'txt';
  /** About `size` characters. */
  readonly content: (size: number) => string;
}

const times = (piece: string) => (size: number) => piece.repeat(Math.ceil(size / piece.length));
const around = (open: string, close: string) => (size: number) => {
  const count = Math.ceil(size / (open.length + close.length));
  return `${open.repeat(count)}inside${close.repeat(count)}`;
};
const lines = (line: (number: number) => string) => (size: number) => {
  const parts: string[] = [];
  for (let length = 0; length < size; length += parts.at(-1)!.length + 1) parts.push(line(parts.length));
  return parts.join('\n');
};
const framed =
  (before: string, content: (size: number) => string, after = '') =>
  (size: number) =>
    before + content(size) + after;

/** Nine aliases of nine aliases of …: 9^levels strings when they are followed. */
function aliasBomb(levels: number): string {
  const level = (n: number) => `a${n}: &a${n} [${Array(9).fill(n === 0 ? 'lol' : `*a${n - 1}`)}]\n`;
  return `---\n${Array.from({ length: levels }, (_, n) => level(n)).join('')}---\n\nText.\n`;
}

function entityBomb(levels: number): string {
  const entity = (n: number) => `<!ENTITY e${n} "${n === 0 ? 'lol' : `&e${n - 1};`.repeat(10)}">`;
  const entities = Array.from({ length: levels }, (_, n) => entity(n)).join('\n');
  return `<!DOCTYPE html [\n${entities}\n]>\n<p>&e${levels - 1};</p>`;
}

/** What each format is weak at, or was somewhere. None of the formats is a container, so there is nothing to unpack. */
export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  { what: 'quotes in quotes', type: 'md', content: times('> ') },
  { what: 'quotes in quotes, without blanks', type: 'md', content: times('>') },
  { what: 'lists in lists on one line', type: 'md', content: times('- ') },
  { what: 'numbered lists in quotes', type: 'md', content: times('> 1. ') },
  {
    what: 'lists in lists, line by line',
    type: 'md',
    content: lines((n) => `${'  '.repeat(n % 1_000)}- level`),
  },
  { what: 'emphasis in emphasis', type: 'md', content: around('*a ', ' a*') },
  { what: 'stars and underscores', type: 'md', content: times('*_') },
  { what: 'open brackets', type: 'md', content: times('[') },
  { what: 'brackets in brackets', type: 'md', content: around('[', ']') },
  { what: 'links in links', type: 'md', content: around('[', '](x)') },
  { what: 'open images', type: 'md', content: times('![') },
  { what: 'wiki links without end', type: 'md', content: times('[[a|') },
  { what: 'backticks of growing length', type: 'md', content: lines((n) => '`'.repeat(n)) },
  { what: 'fences in fences', type: 'md', content: lines((n) => `${'`'.repeat(3 + (n % 500))}x`) },
  { what: 'tables of one row', type: 'md', content: framed('|a|\n|-|\n', times('|')) },
  {
    what: 'definitions and what they are used for',
    type: 'md',
    content: lines((n) => `[a${n}]: b\n\n[a${n}]`),
  },
  { what: 'footnotes of footnotes', type: 'md', content: lines((n) => `[^${n}]: [^${n + 1}]`) },
  { what: 'open angle brackets', type: 'md', content: times('<') },
  { what: 'open tags in a paragraph', type: 'md', content: times('a <b c="') },
  { what: 'addresses', type: 'md', content: times('www.a.b@c.d/') },
  { what: 'character references', type: 'md', content: times('&amp;&#x1f426;&lt') },
  { what: 'tags of notes', type: 'md', content: times(' #a/b#c') },
  { what: 'a title without end', type: 'md', content: framed('---\ntitle: ', times('a: ')) },
  { what: 'front matter of aliases (10^9 strings)', type: 'md', content: () => aliasBomb(10) },
  { what: 'front matter of open brackets', type: 'md', content: framed('---\na: ', times('['), '\n---\n') },
  { what: 'a block of HTML with open tags', type: 'md', content: framed('<div>\n', times('<b <i ')) },
  { what: 'comments that do not end', type: 'md', content: framed('<div>\n', times('<!-- ')) },
  { what: 'elements in elements', type: 'html', content: times('<div>') },
  { what: 'bold in bold', type: 'html', content: times('<b>') },
  { what: 'links around paragraphs', type: 'html', content: times('<a><p>') },
  { what: 'bold around paragraphs, closed the wrong way', type: 'html', content: times('<b><p></b>') },
  { what: 'tables in tables', type: 'html', content: times('<table><tr><td>') },
  { what: 'text in tables where none may be', type: 'html', content: framed('<table>', times('a<tr>')) },
  { what: 'templates in templates', type: 'html', content: times('<template>') },
  { what: 'drawings in formulas', type: 'html', content: times('<svg><desc><math><mtext>') },
  { what: 'lists that are not closed', type: 'html', content: times('<ul><li>a') },
  { what: 'end tags alone', type: 'html', content: times('</p>') },
  {
    what: 'attributes of one element',
    type: 'html',
    content: framed(
      '<p',
      lines((n) => ` a${n}=b`),
      '>text',
    ),
  },
  { what: 'one attribute', type: 'html', content: framed('<p title="', times('x'), '">text') },
  { what: 'a comment that does not end', type: 'html', content: framed('<!--', times('- ')) },
  { what: 'a script that does not end', type: 'html', content: framed('<script>', times('</scrip')) },
  { what: 'plain text to the end', type: 'html', content: framed('<plaintext>', times('<b>')) },
  { what: 'entities of entities (10^9 strings)', type: 'html', content: () => entityBomb(10) },
  {
    what: 'character references in a page',
    type: 'html',
    content: times('&amp;&nbsp&CounterClockwiseContourIntegral;'),
  },
  { what: 'images with texts', type: 'html', content: times('<img alt="a b">') },
  { what: 'one line', type: 'txt', content: times('word ') },
  { what: 'one word', type: 'txt', content: times('x') },
  { what: 'full stops', type: 'txt', content: times('.') },
  { what: 'sentences of one letter', type: 'txt', content: times('a. ') },
  { what: 'abbreviations', type: 'txt', content: times('Dr. e.g. ') },
  { what: 'initials', type: 'txt', content: times('A.B.') },
  { what: 'letters and dots in lower case', type: 'txt', content: times('a.') },
  { what: 'open brackets in text', type: 'txt', content: times('.([{') },
  { what: 'citations', type: 'txt', content: times('[12]') },
  { what: 'blanks', type: 'txt', content: framed('a', times(' '), 'b') },
  { what: 'blanks of every kind', type: 'txt', content: times('\u00a0\u2003\u3000\t') },
  { what: 'empty lines', type: 'txt', content: times('\n') },
  { what: 'carriage returns', type: 'txt', content: times('a\r') },
  { what: 'cells of a table', type: 'txt', content: times('| ') },
  { what: 'marks on one letter', type: 'txt', content: framed('e', times('\u0301')) },
  { what: 'joined emoji', type: 'txt', content: times('👩\u200d') },
  { what: 'flags without end', type: 'txt', content: times('🇩') },
  {
    what: 'letters written from right to left, and back',
    type: 'txt',
    content: times('\u202ea\u202d\u2066ב\u2069'),
  },
  { what: 'halves of pairs', type: 'txt', content: times('\ud83d ') },
  { what: 'words of a script without spaces', type: 'txt', content: times('語') },
];
