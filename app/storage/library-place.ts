import { statSync } from 'node:fs';
import { DomainError } from '../base/domain-error.ts';
import { databasePath } from './connection.ts';

/**
 * Where an open database lies. Its folder may be moved, deleted or unmounted while it is open: then the system goes on
 * writing to a file that nobody will find again, without a word.
 */
export class LibraryPlace {
  readonly #libraryDir: string;
  readonly #file: string | null;

  /** Of a database that was opened just now. */
  constructor(libraryDir: string) {
    this.#libraryDir = libraryDir;
    this.#file = fileAt(libraryDir);
  }

  /** Whether the file that was opened is still the one at its path. */
  get isKept(): boolean {
    return this.#file !== null && fileAt(this.#libraryDir) === this.#file;
  }

  /** @throws DomainError `library.gone` */
  require(): void {
    if (this.isKept) return;
    throw new DomainError('library.gone', {
      message: `The library ${this.#libraryDir} was moved, deleted or unmounted while it was open; nothing more is written.`,
      nextStep:
        'Put its folder back and Semblance goes on, or start Semblance again: a new library is made of your documents.',
      retryable: true,
    });
  }
}

/** What the system knows the file by; null where none is. */
function fileAt(libraryDir: string): string | null {
  const found = statSync(databasePath(libraryDir), { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev} ${found.ino}` : null;
}
