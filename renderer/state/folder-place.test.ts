import { describe, expect, it } from 'vitest';
import { folderPlace, outcomeOfAdding, placeInWords } from './folder-place.ts';

const NOTES = { id: 1, path: '/home/me/notes' };
const LETTERS = { id: 2, path: '/home/me/letters' };

const told = (path: string, sources = [NOTES, LETTERS]) => placeInWords(path, folderPlace(path, sources));

describe('a folder beside those of the library', () => {
  it.each([
    ['/home/me/notes', '“notes” is in the library already, and its changes are followed.'],
    ['/home/me/notes/', '“notes” is in the library already, and its changes are followed.'],
    ['/home/me/notes/2026/spring', '“spring” lies in “notes”, which is in the library already.'],
    [
      '/home/me',
      '“me” takes the place of “notes” and “letters”, which lie inside; what was read there stays.',
    ],
    ['/', '“/” takes the place of “notes” and “letters”, which lie inside; what was read there stays.'],
    ['/home/me/notes-old', null],
    ['/home/me/note', null],
  ])('%s is told from them', (path, words) => {
    expect(told(path)).toBe(words);
  });

  it('is told with backslashes too', () => {
    const source = { id: 1, path: 'C:\\Users\\me\\Notes' };
    expect(told('C:\\Users\\me\\Notes\\Old', [source])).toContain('“Old” lies in “Notes”');
    expect(told('C:\\Users', [source])).toContain('takes the place of “Notes”, which lies inside');
  });
});

describe('what adding has done', () => {
  it('needs no word for a folder apart', () => {
    expect(outcomeOfAdding('/home/me/letters', [NOTES], [NOTES, LETTERS])).toBeNull();
  });

  it('is said when nothing new came of it', () => {
    expect(outcomeOfAdding('/home/me/link', [NOTES], [NOTES])).toBe(
      '“link” is in the library already, under another path.',
    );
  });

  it('is said when others were taken over', () => {
    const home = { id: 3, path: '/home/me' };
    expect(outcomeOfAdding('/home/me', [NOTES], [home])).toContain('takes the place of “notes”');
  });
});
