import { DomainError, type DomainErrorDetails } from '../base/domain-error.ts';

interface Trouble {
  /** SQLite's codes for it. */
  readonly codes: RegExp;
  readonly code: string;
  readonly words: (sqliteCode: string) => DomainErrorDetails;
}

/** The first that fits says what is wrong. */
const TROUBLES: readonly Trouble[] = [
  {
    codes: /^SQLITE_FULL/,
    code: 'library.disk-full',
    words: () => ({
      message: 'The disk of the library is full.',
      nextStep: 'Free some space; what was indexed stays, and indexing continues where it stopped.',
      retryable: true,
    }),
  },
  {
    codes: /^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|DELETE|SHM)/,
    code: 'library.write-failed',
    words: (sqliteCode) => ({
      message: `The library cannot be written (${sqliteCode}).`,
      nextStep:
        'Check that its disk is connected and has room, and that no quota is reached; what was indexed stays, and indexing continues where it stopped.',
      retryable: true,
    }),
  },
  {
    codes: /^SQLITE_BUSY/,
    code: 'library.busy',
    words: () => ({
      message: 'Another program kept the library busy, so nothing could be changed.',
      nextStep: 'Wait until it is done, for example an examination of the library, then try again.',
      retryable: true,
    }),
  },
  {
    codes: /^SQLITE_(READONLY|PERM)/,
    code: 'library.unwritable',
    words: () => ({
      message:
        'The files of the library may not be written; to search it, SQLite needs that too where it was not closed properly.',
      nextStep: 'Mend the permissions of the library folder, or copy it to a folder that you own.',
    }),
  },
];

/** Whether a code tells that a database cannot be written, which may pass. */
export function isWriteTrouble(code: string): boolean {
  return TROUBLES.some((trouble) => trouble.code === code);
}

const DAMAGE = /^SQLITE_(CORRUPT|NOTADB|IOERR)/;
/** What a schema says that no program wrote. */
const DAMAGED_SCHEMA = /^(unknown function|invalid fts5 file format|no such (table|column): )/;

/** What SQLite throws when a database is damaged, busy, or cannot be written, as expected trouble; anything else as it is. */
export function databaseTrouble(error: unknown): unknown {
  const sqliteCode = (error as { code?: unknown } | null)?.code;
  if (typeof sqliteCode !== 'string') return error;
  const trouble = TROUBLES.find(({ codes }) => codes.test(sqliteCode));
  if (trouble) return new DomainError(trouble.code, { ...trouble.words(sqliteCode), cause: error });
  const isDamage = DAMAGE.test(sqliteCode) || DAMAGED_SCHEMA.test((error as Error).message);
  return isDamage ? damagedLibrary(sqliteCode, error) : error;
}

/** @param finding  what shows the damage, in a few words. */
export function damagedLibrary(finding: string, cause: unknown): DomainError {
  return new DomainError('library.damaged', {
    message: `The library's database is damaged (${finding}).`,
    nextStep:
      'Move the library folder away and index your folders into a new one; your documents themselves are not touched.',
    cause,
  });
}
