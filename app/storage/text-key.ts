import { createHash } from 'node:crypto';

/**
 * Knows a text again wherever it stands and whatever model reads it, as 16 bytes: texts that differ in white space alone
 * have one key. Decisions of users are kept by it, so another way of making it needs a migration.
 */
export function textKey(text: string): Buffer {
  const plain = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  return createHash('sha256').update(plain).digest().subarray(0, 16);
}
