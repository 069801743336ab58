import { describe, expect, it } from 'vitest';
import { groupsAsCsv, groupsAsJson, groupsAsMarkdown } from './export-formats.ts';
import { group, member } from './sample-group.ts';

describe('groups as CSV', () => {
  it('have a row for each passage, the one to keep first', () => {
    const [head, reference, copy, end] = groupsAsCsv([group()]).split('\r\n');
    expect(head).toBe('\ufeffgroup,role,kind,similarity,document,page,heading,start,end,text');
    expect(reference).toBe('1,reference,,,/notes/storm.md,,Storm › Night,10,27,The old oak fell.');
    expect(copy).toBe('1,copy,near-identical,0.9375,/notes/week.md,,,10,27,The old oak fell!');
    expect(end).toBe('');
  });

  it('keep quotes, commas and line breaks inside their cell', () => {
    const text = 'She said "no",\nand left.';
    expect(groupsAsCsv([group({ members: [member({ text }), member()] })])).toContain(
      ',"She said ""no"",\nand left."\r\n',
    );
  });

  it('never hand a formula to a spreadsheet', () => {
    for (const text of ['=1+1', '+1', '-1', '@sum', '\t=1']) {
      expect(groupsAsCsv([group({ members: [member({ text }), member()] })])).toContain(`,'${text}\r\n`);
    }
  });
});

describe('groups as JSON', () => {
  it('have the shape of the command line, and more', () => {
    const { groups } = JSON.parse(groupsAsJson([group({ members: [member({ page: 3 }), member()] })]));
    expect(groups[0]).toMatchObject({ kind: 'near-identical', similarity: 0.9375 });
    expect(groups[0].members[0]).toEqual({
      document: '/notes/storm.md',
      title: 'Storm',
      heading: ['Storm', 'Night'],
      page: 3,
      text: 'The old oak fell.',
      start: 10,
      end: 27,
      relation: null,
    });
  });
});

describe('groups as Markdown', () => {
  it('can be read', () => {
    expect(groupsAsMarkdown([group()])).toBe(
      [
        '# Duplicates',
        '1 group.',
        '## 1. Near-identical, 0.938',
        '**To keep**: `/notes/storm.md` › Storm › Night',
        '> The old oak fell.',
        'Near-identical, 0.938: `/notes/week.md`',
        '> The old oak fell!\n',
      ].join('\n\n'),
    );
  });

  it('keep the text of documents text', () => {
    const readable = '<b>[x](javascript:y)</b>\n- item\n1. one\n# no';
    const document = '/notes/a`b.md';
    const markdown = groupsAsMarkdown([group({ members: [member({ readable, document }), member()] })]);
    expect(markdown).toContain('> \\<b\\>\\[x\\](javascript:y)\\</b\\>\n> \\- item\n> 1\\. one\n> \\# no');
    expect(markdown).toContain('`` /notes/a`b.md ``');
  });
});
