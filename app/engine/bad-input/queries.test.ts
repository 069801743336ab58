import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_QUERY_CHARACTERS, SearchRequest, SimilarRequest } from '../../contracts/search.ts';
import type { Engine } from '../engine.ts';
import { never, TemporaryNotes } from '../temporary-engine.ts';

const MODES = ['hybrid', 'meaning', 'words'] as const;
const CONTROLS = String.fromCharCode(...Array.from({ length: 31 }, (_, i) => i + 1));

const EMPTY: readonly [what: string, query: string][] = [
  ['an empty query', ''],
  ['a blank query', ' \t\n\u00a0\u3000 '],
  ['an excluded word alone', '-ferry'],
  ['operators alone', 'path:notes/** type:md after:2020'],
  ['quotes around nothing', '"" "   "'],
  ['marks alone', '(((*** ::: !!! —'],
  ['control characters alone', CONTROLS],
  ['half of an emoji alone', '\ud83d'],
  ['an emoji alone', '🐦'],
];

const ODD: readonly [what: string, query: string][] = [
  ['an unbalanced quote', 'ferry "late'],
  ['quotes in quotes', '"ferry "was" late"'],
  ['an operator without a value', 'ferry path: in: type:'],
  ['an operator with an open quote', 'ferry in:"'],
  ['brackets of the full-text index', 'ferry) OR (NEAR(late, 5)) AND NOT *'],
  ['a column of the full-text index', 'heading:ferry'],
  ['control characters between', `ferry${CONTROLS}late`],
  ['a NUL character', 'ferry\0late'],
  ['half of an emoji', 'ferry \ud83d late \udc26'],
  ['text written from right to left', '\u202eferry\u202c'],
  ['a line feed', 'ferry\nlate'],
  ['an impossible date', 'ferry after:2025-13-45'],
  ['an open glob', 'ferry path:[ path:{a,b path:**'],
  ['3,000 stars in a glob', `ferry path:${'*'.repeat(3_000)}`],
  ['500 open braces in a glob', `ferry path:${'{a,'.repeat(500)}`],
  ['10,000 characters', 'ferry '.repeat(2_000).slice(0, MAX_QUERY_CHARACTERS)],
  ['one word of 10,000 characters', 'x'.repeat(MAX_QUERY_CHARACTERS)],
  ['10,000 quotes', `ferry${'"'.repeat(MAX_QUERY_CHARACTERS - 5)}`],
  ['3,000 excluded words', `${'-a '.repeat(3_000)}ferry`],
];

const temporary = new TemporaryNotes();
let engine: Engine;
beforeAll(async () => {
  temporary.put('ferry.md', '# Boats\n\nThe ferry was late again.\n');
  engine = await temporary.open();
  await engine.index([temporary.notes], never);
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const search = (query: string, mode: SearchRequest['mode'] = 'hybrid') =>
  engine.search(SearchRequest.parse({ query, mode }));

describe('a query that asks for nothing', () => {
  it.each(EMPTY)('is refused: %s', async (_, query) => {
    for (const mode of MODES) {
      await expect(search(query, mode)).rejects.toMatchObject({
        code: 'query.empty',
        nextStep: expect.stringMatching(/\.$/),
      });
    }
  });

  it('is refused by what resembles it as well', async () => {
    for (const text of ['', ' \n']) {
      const request = SimilarRequest.parse({ text });
      await expect(engine.similar(request)).rejects.toMatchObject({ code: 'query.empty' });
    }
  });
});

describe('an odd query', () => {
  it.each(ODD)('is answered: %s', async (_, query) => {
    for (const mode of MODES) {
      const { hits, notes } = await search(query, mode);
      expect(hits.length).toBeLessThanOrEqual(1);
      expect(notes.every((note) => /\.$/.test(note))).toBe(true);
    }
  });

  it('finds what it names all the same', async () => {
    const found = async (query: string) => (await search(query, 'words')).hits.length;
    for (const query of ['ferry\0late', 'ferry "late', 'ferry \ud83d', `ferry${CONTROLS}late`]) {
      expect(await found(query)).toBe(1);
    }
  });
});

describe('a query longer than the model reads', () => {
  it('says that its end took no part in the meaning', async () => {
    const { notes } = await search('ferry '.repeat(1_000));
    expect(notes).toEqual([expect.stringContaining('longer than the model reads')]);
    expect((await search('ferry', 'words')).notes).toEqual([]);
    const similar = await engine.similar(SimilarRequest.parse({ text: 'ferry '.repeat(1_000) }));
    expect(similar.notes).toEqual([expect.stringContaining('longer than the model reads')]);
  });

  it('is refused by the contract past 10,000 characters', () => {
    const query = 'x'.repeat(MAX_QUERY_CHARACTERS + 1);
    expect(SearchRequest.safeParse({ query }).success).toBe(false);
    expect(SimilarRequest.safeParse({ text: query }).success).toBe(false);
  });
});

describe('a comparison', () => {
  it.each([
    ['two empty texts', '', ''],
    ['one empty text', 'ferry', ''],
    ['one blank text', ' \n', 'ferry'],
  ])('of %s is refused', async (_, a, b) => {
    await expect(engine.compare({ a, b })).rejects.toMatchObject({ code: 'compare.empty' });
  });

  it.each([
    ['half an emoji', '\ud83d'],
    ['control characters', CONTROLS],
    ['10,000 characters', 'late '.repeat(2_000)],
    ['one word of 10,000 characters', 'x'.repeat(10_000)],
  ])('of %s is a number from -1 to 1, or refused as empty', async (_, a) => {
    const outcome = await engine.compare({ a, b: 'ferry' }).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'compare.empty' });
    else expect(Math.abs((outcome as { cosine: number }).cosine)).toBeLessThanOrEqual(1);
  });
});
