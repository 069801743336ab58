import type { DuplicateGroup, DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { similarityFigure } from '../../../app/contracts/similarity-figure.ts';
import { counted } from '../../state/wording.ts';
import { KIND_WORDING } from './duplicate-wording.ts';

/** A way to write groups into a file. */
export interface ExportFormat {
  readonly name: string;
  /** What it is good for. */
  readonly purpose: string;
  readonly extension: string;
  readonly mediaType: string;
  write(groups: readonly DuplicateGroup[]): string;
}

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    ...{ name: 'CSV', purpose: 'For a spreadsheet: a row for each passage.' },
    ...{ extension: 'csv', mediaType: 'text/csv', write: groupsAsCsv },
  },
  {
    ...{ name: 'JSON', purpose: 'For programs: everything that is known.' },
    ...{ extension: 'json', mediaType: 'application/json', write: groupsAsJson },
  },
  {
    ...{ name: 'Markdown', purpose: 'For reading: the passages as quotations.' },
    ...{ extension: 'md', mediaType: 'text/markdown', write: groupsAsMarkdown },
  },
];

const COLUMNS = [
  'group',
  'role',
  'kind',
  'similarity',
  'document',
  'page',
  'heading',
  'start',
  'end',
  'text',
];
/** Spreadsheets take a file for UTF-8 only with this in front. */
const BYTE_ORDER_MARK = '\ufeff';

/** RFC 4180, a row per passage; the reference of a group comes first. */
export function groupsAsCsv(groups: readonly DuplicateGroup[]): string {
  const rows = groups.flatMap(({ members }, index) => members.map((member) => rowOf(index + 1, member)));
  const lines = [COLUMNS, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`);
  return BYTE_ORDER_MARK + lines.join('');
}

function rowOf(number: number, member: DuplicateMember): (string | number)[] {
  const { relation, document, page, heading, start, end, text } = member;
  return [
    number,
    relation ? 'copy' : 'reference',
    relation?.kind ?? '',
    relation?.similarity ?? '',
    document,
    page ?? '',
    heading.join(' › '),
    start,
    end,
    text,
  ];
}

/** Spreadsheets would compute a text that begins like a formula (OWASP, "CSV injection"); an apostrophe keeps it text. */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The shape of `semblance duplicates --json`, with heading, role and relation besides. */
export function groupsAsJson(groups: readonly DuplicateGroup[]): string {
  return `${JSON.stringify({ groups: groups.map(plainGroup) }, null, 2)}\n`;
}

function plainGroup({ kind, similarity, members }: DuplicateGroup) {
  return { kind, similarity, members: members.map(plainMember) };
}

function plainMember({ document, title, heading, page, text, start, end, relation }: DuplicateMember) {
  return { document, title, heading, ...(page === undefined ? {} : { page }), text, start, end, relation };
}

/** To be read: a heading per group, the passages as quotations. */
export function groupsAsMarkdown(groups: readonly DuplicateGroup[]): string {
  const parts = groups.map(({ kind, similarity, members }, index) =>
    [
      `## ${index + 1}. ${KIND_WORDING[kind].name}, ${similarityFigure(similarity)}`,
      ...members.map(markdownMember),
    ].join('\n\n'),
  );
  return `${['# Duplicates', `${counted(groups.length, 'group')}.`, ...parts].join('\n\n')}\n`;
}

function markdownMember({ document, heading, page, readable, relation }: DuplicateMember): string {
  const place = [inlineCode(document), ...heading.map(escapeMarkdown), page && `page ${page}`].filter(
    Boolean,
  );
  const role = relation
    ? `${KIND_WORDING[relation.kind].name}, ${similarityFigure(relation.similarity)}`
    : '**To keep**';
  const quotation = readable.split('\n').map((line) => `> ${escapeMarkdown(line)}`.trimEnd());
  return `${role}: ${place.join(' › ')}\n\n${quotation.join('\n')}`;
}

/** A fence longer than any run of backticks inside. */
function inlineCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Text of documents stays text: nothing in it becomes markup or an element. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~&]/g, '\\$&').replace(/^(\s*\d*)([-+=.)])/, '$1\\$2');
}
