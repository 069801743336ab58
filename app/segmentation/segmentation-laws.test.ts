import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, BlockKind, OffsetRun, ParsedDocument } from '../contracts/document.ts';
import { passageFaults, sentenceFaults } from './passage-faults.ts';
import { segmentBlocks } from './segment-blocks.ts';
import { splitSentences } from './split-sentences.ts';

const PIECES = [
  '. ',
  '? ',
  '!',
  '\n',
  ' ',
  '…',
  'Dr. ',
  'e.g. ',
  '1. ',
  'A',
  'ab',
  'स',
  '।',
  '語',
  '。',
  '|',
  '"',
  '(',
  ']',
  '😀',
  '\u0301',
];
const piece = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.lorem({ maxCount: 3 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const readable = text.filter((value) => value.trim() !== '');
const kind = fc.constantFrom<BlockKind>('paragraph', 'heading', 'list', 'quote', 'table', 'code');

/** A document in which the readable text of each block is cut into runs, some of which stand for other characters. */
const document: fc.Arbitrary<ParsedDocument> = fc
  .array(fc.tuple(kind, readable, fc.array(fc.nat({ max: 12 }), { maxLength: 6 }), fc.nat({ max: 2 })), {
    maxLength: 8,
  })
  .map((parts) => {
    let source = '';
    const blocks = parts.map(([blockKind, value, lengths, depth]): Block => {
      const start = source.length;
      const runs: OffsetRun[] = [];
      let at = 0;
      for (const length of [...lengths, value.length]) {
        const taken = Math.min(length, value.length - at);
        if (taken === 0) continue;
        const isReplaced = taken % 3 === 2;
        runs.push({ at, source: source.length, length: taken, sourceLength: isReplaced ? taken + 4 : taken });
        source += isReplaced ? '&'.repeat(taken + 4) : value.slice(at, at + taken);
        at += taken;
      }
      const headingPath = ['Notes', 'Boats'].slice(0, depth);
      const block = { kind: blockKind, span: { start, end: source.length }, text: value, runs, headingPath };
      source += '\n\n';
      return block;
    });
    return { text: source, title: null, tags: [], blocks };
  });

describe('for any text, sentences', () => {
  it('stand in order, hold every letter once, and are no longer than they may be', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(sentenceFaults(value, splitSentences(value))).toEqual([]);
      }),
      {
        numRuns: 300,
      },
    );
  });

  it('do not change when what stands around the text is white space', () => {
    fc.assert(
      fc.property(text, (value) => {
        const sentences = (whole: string) =>
          splitSentences(whole).map(({ start, end }) => whole.slice(start, end));
        expect(sentences(`${value.trim()}\n`)).toEqual(sentences(value.trim()));
      }),
    );
  });
});

describe('for any document, passages', () => {
  it('and their sentences have their places in it', () => {
    fc.assert(
      fc.property(document, (given) => {
        expect(passageFaults(given, segmentBlocks(given))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('hold every letter of what is no heading', () => {
    fc.assert(
      fc.property(document, (given) => {
        const lettersOf = (value: string) => value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
        const blocks = given.blocks.filter(({ kind: one }) => one !== 'heading');
        const total = (values: readonly { text: string }[]) =>
          values.reduce((sum, one) => sum + lettersOf(one.text), 0);
        const passages = segmentBlocks(given).filter(({ kind: one }) => one !== 'heading');
        expect(total(passages)).toBe(total(blocks));
      }),
      { numRuns: 300 },
    );
  });
});
