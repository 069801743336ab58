import { describe, expect, it } from 'vitest';
import { outcomeOfDrop } from './dropped-things.ts';

const folder = { name: 'notes', isFolder: true, path: '/home/me/notes' };
const file = { name: 'frost.md', isFolder: false, path: '/home/me/letters/frost.md' };

describe('what is dropped on the window', () => {
  it('is added where it is a folder', () => {
    expect(outcomeOfDrop([folder])).toEqual({ folders: ['/home/me/notes'], trouble: null });
  });

  it('names the folder of a file', () => {
    const { folders, trouble } = outcomeOfDrop([file, folder]);
    expect(folders).toEqual(['/home/me/notes']);
    expect(trouble).toMatchObject({
      code: 'drop.is-file',
      nextStep: expect.stringMatching(/: \/home\/me\/letters$/),
    });
  });

  it('is explained where nobody says where it lies', () => {
    expect(outcomeOfDrop([{ ...folder, path: '' }])).toMatchObject({
      folders: [],
      trouble: { code: 'drop.no-path' },
    });
  });
});
