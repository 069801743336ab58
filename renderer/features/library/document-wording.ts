import type { DocumentStatus } from '../../../app/contracts/library.ts';

/** The statuses of documents, as people call them. */
export const STATUS_WORDS: Record<DocumentStatus, string> = {
  indexed: 'Can be found',
  failed: 'Could not be read',
  waiting: 'To be read again',
};
