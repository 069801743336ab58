import { describe, expect, it } from 'vitest';
import { canBeLaidOut, documentParts } from './document-parts.ts';

const NOTE = '---\ntitle: Frost\n---\n\n# Frost\n\nLate.\n';

describe('the parts of a document', () => {
  it.each([true, false])('joined, are the text again (laid out: %s)', (isLaidOut) => {
    const text = NOTE + '\nA paragraph about frost.\n'.repeat(2_000);
    const parts = documentParts(text, isLaidOut);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  });

  it('tell what a document says about itself from its text', () => {
    expect(documentParts(NOTE, true).map(({ kind }) => kind)).toEqual(['matter', 'markdown']);
    expect(documentParts('A line.\n\n---\n\nAnother.', true).map(({ kind }) => kind)).toEqual(['markdown']);
  });
});

it('only Markdown of a bearable length is laid out', () => {
  expect(canBeLaidOut('/notes/frost.MD', NOTE)).toBe(true);
  expect(canBeLaidOut('/notes/frost.txt', NOTE)).toBe(false);
  expect(canBeLaidOut('/notes/frost.md', NOTE.repeat(10_000))).toBe(false);
});
