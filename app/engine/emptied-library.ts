import type { SkippedFile } from '../contracts/library.ts';

/** What there is to say of a database that had lost its content, and got its folders back from the list beside it. */
export function emptiedLibrary(libraryDir: string, folders: readonly string[]): SkippedFile {
  return {
    path: libraryDir,
    code: 'library.emptied',
    message: `The library's database had lost its content; it is filled again from its folders: ${folders.join(', ')}.`,
    nextStep: 'Look over its folders and settings; pairs that were kept apart have to be named again.',
  };
}
