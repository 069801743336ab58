import { describe, expect, it } from 'vitest';
import { namesByDocument } from './document-names.ts';

const sources = [{ path: '/home/ada/notes' }];
const storm = { documentId: 1, document: '/home/ada/notes/storm.md', title: 'Storm' };
const week = { documentId: 2, document: '/home/ada/notes/old/week.md', title: null };
const copy = { documentId: 3, document: '/home/ada/notes/old/storm.md', title: 'Storm' };

const names = (members: Parameters<typeof namesByDocument>[0]) => [
  ...namesByDocument(members, sources).values(),
];

describe('the documents of a group', () => {
  it('go by their titles, or file names, each once', () => {
    expect(names([storm, week, storm])).toEqual(['Storm', 'week.md']);
  });
  it('go by their places where titles are the same', () => {
    expect(names([storm, week, copy])).toEqual(['storm.md', 'week.md', 'old/storm.md']);
  });
});
