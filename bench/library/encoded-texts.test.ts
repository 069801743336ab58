import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EncodedTexts } from './encoded-texts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semblance-encoded-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(texts: EncodedTexts, text: string): number[] {
  const row = new Float32Array(2);
  texts.read(text, row);
  return [...row];
}

describe('encoded texts', () => {
  it('are there again when they are opened again', () => {
    {
      using texts = new EncodedTexts(folder, 'sentences', 2);
      texts.add(['one', 'two'], Float32Array.of(1, 2, 3, 4));
      texts.add(['three'], Float32Array.of(5, 6));
    }
    using texts = new EncodedTexts(folder, 'sentences', 2);
    expect(texts.count).toBe(3);
    expect(['one', 'two', 'three'].map((text) => read(texts, text))).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(texts.has('four')).toBe(false);
  });

  it('lose only what a writer that was killed left half', () => {
    {
      using texts = new EncodedTexts(folder, 'sentences', 2);
      texts.add(['one'], Float32Array.of(1, 2));
    }
    appendFileSync(join(folder, 'sentences.f32'), Buffer.alloc(5));
    using texts = new EncodedTexts(folder, 'sentences', 2);
    texts.add(['two'], Float32Array.of(3, 4));
    expect(texts.count).toBe(2);
    expect(read(texts, 'one')).toEqual([1, 2]);
    expect(read(texts, 'two')).toEqual([3, 4]);
  });
});
