// What an indexing run leaves out before it reads any file, each with a code, a sentence and a next step.

import { DomainError, type ErrorData } from '../base/domain-error.ts';
import type { SkippedFile } from '../contracts/library.ts';

/** A path of a source that is left out, and why. */
export interface LeftOut {
  readonly path: string;
  readonly error: DomainError;
}

export function sourceUnreachable(path: string): LeftOut {
  return leftOut(path, 'source.unreachable', {
    message: `The folder ${path} cannot be reached; its documents stay searchable.`,
    nextStep: 'Connect the drive that holds it, or remove the folder from the library.',
  });
}

export function sourceEmpty(path: string): LeftOut {
  return leftOut(path, 'source.empty', {
    message: `The folder ${path} holds no document that Semblance reads.`,
    nextStep: 'Choose a folder with documents; hidden files and what .gitignore names are not read.',
  });
}

export function pathUnreadable(path: string, cause: unknown): LeftOut {
  return leftOut(path, 'source.path-unreadable', {
    message: `${path} cannot be looked at${errorNumber(cause)}; what was indexed from it stays searchable.`,
    nextStep: 'Check that you may read it and that its path is not too long, then index again.',
    cause,
  });
}

/** What was mounted over a folder hides it: what was indexed from there may be there still. */
export function otherDisk(path: string): LeftOut {
  return leftOut(path, 'source.other-disk', {
    message: `${path} is on another disk than the folder around it, and is not read.`,
    nextStep: 'Add it as a folder of its own, to index what is there.',
  });
}

/** Names are text to Semblance; such a name cannot be given back to the system as it was. */
export function nameNotUnicode(path: string): LeftOut {
  return leftOut(path, 'source.bad-name', {
    message: `${path} has a name that is not valid UTF-8, so it cannot be opened by its name.`,
    nextStep: 'Rename it, then index again.',
  });
}

/** @param target  where the link leads; null for nowhere. */
export function linkNotFollowed(path: string, target: string | null): LeftOut {
  return leftOut(path, 'source.link', {
    message: `${path} is a link to ${target ?? 'something that is not there'}; links are not followed.`,
    nextStep: target ? 'Add the folder it leads to, to index what is there.' : 'Mend or remove the link.',
  });
}

export function notAFile(path: string): LeftOut {
  return leftOut(path, 'source.not-a-file', {
    message: `${path} is named like a document, but it is a pipe, a socket or a device.`,
    nextStep: 'Nothing in it can be searched; rename it, or name it in .semblanceignore.',
  });
}

/** As reports tell it. */
export function skippedFile(path: string, { code, message, nextStep }: ErrorData): SkippedFile {
  return { path, code, message, nextStep };
}

function leftOut(path: string, code: string, details: ConstructorParameters<typeof DomainError>[1]): LeftOut {
  return { path, error: new DomainError(code, details) };
}

function errorNumber(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  return code ? ` (${code})` : '';
}
