import { describe, expect, it } from 'vitest';
import { partOf } from './document-part.ts';

const preview = (text: string) => ({ documentId: 1, path: '/notes/a.md', title: 'A', text, modifiedAt: 0 });

describe('a part of a document', () => {
  it('lies where it says', () => {
    const text = 'The ferry was late again.';
    const part = partOf(preview(text), 4, 5);
    expect(part).toEqual({
      document: '/notes/a.md',
      title: 'A',
      text: 'ferry',
      start: 4,
      end: 9,
      totalCharacters: 25,
    });
  });

  it('ends with the text, and behind it there is none', () => {
    expect(partOf(preview('abc'), 2, 100)).toMatchObject({ text: 'c', end: 3 });
    expect(partOf(preview('abc'), 7, 100)).toMatchObject({ text: '', start: 3, end: 3 });
  });

  it('parts no character, and parts that follow each other are the whole text', () => {
    const text = 'a👍b👍👍c';
    for (let length = 2; length <= text.length; length++) {
      let whole = '';
      for (let start = 0; start < text.length; ) {
        const part = partOf(preview(text), start, length);
        expect(part.text.isWellFormed()).toBe(true);
        expect(part.start).toBe(start);
        whole += part.text;
        start = part.end;
      }
      expect(whole).toBe(text);
    }
  });
});
