import { expect } from 'vitest';
import type { ParsedDocument } from '../contracts/document.ts';
import { documentFaults } from './document-faults.ts';

/** What holds for every parsed document, whatever its format. */
export function expectLawful(document: ParsedDocument): void {
  expect(documentFaults(document)).toEqual([]);
}
