import { damagedLibrary } from './database-trouble.ts';

/** The list of texts that a column holds as JSON. @throws DomainError `library.damaged` */
export function textList(column: string): string[] {
  try {
    return JSON.parse(column) as string[];
  } catch (cause) {
    throw damagedLibrary('a list in it cannot be read', cause);
  }
}
