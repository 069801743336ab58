import { DomainError } from '../base/domain-error.ts';

/** SQLite's word for a database file that is damaged or no database, as expected trouble; anything else as it is. */
export function damageAsTrouble(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return error;
  return new DomainError('library.damaged', {
    message: `The library's database is damaged (${code}).`,
    nextStep:
      'Move the library folder away and index your folders into a new one; your documents themselves are not touched.',
    cause: error,
  });
}
