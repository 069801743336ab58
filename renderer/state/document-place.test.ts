import { describe, expect, it } from 'vitest';
import { lastName, placeOf } from './document-place.ts';

const sources = [{ path: '/home/me/notes' }, { path: '/home/me/notes/work' }, { path: 'C:\\Texts' }];

describe('the place of a document', () => {
  it('leaves out the name of the only source', () => {
    expect(placeOf('/home/me/notes/garden/frost.md', sources.slice(0, 1)).folders).toEqual(['garden']);
    expect(placeOf('/home/me/notes/frost.md', sources.slice(0, 1)).folders).toEqual([]);
  });

  it('starts at the added folder that is nearest', () => {
    expect(placeOf('/home/me/notes/garden/frost.md', sources)).toEqual({
      folders: ['notes', 'garden'],
      file: 'frost.md',
    });
    expect(placeOf('/home/me/notes/work/plan.md', sources)).toEqual({ folders: ['work'], file: 'plan.md' });
  });

  it('does not take a folder for one whose name it begins with', () => {
    expect(placeOf('/home/me/notes-old/a.md', sources).folders).toEqual(['home', 'me', 'notes-old']);
  });

  it('understands the separators of Windows', () => {
    expect(placeOf('C:\\Texts\\2024\\a.txt', sources)).toEqual({ folders: ['Texts', '2024'], file: 'a.txt' });
    expect(lastName('C:\\Texts')).toBe('Texts');
  });
});
