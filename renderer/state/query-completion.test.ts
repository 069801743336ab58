import { describe, expect, it } from 'vitest';
import { completeOperator, completeValue } from './query-completion.ts';
import { queryRuns } from './query-marks.ts';

const KNOWN = { folders: ['notes', 'old letters'], tags: ['garden', 'Gifts'], today: new Date(2026, 10, 21) };

const offered = (text: string) =>
  completeValue(text, KNOWN)?.suggestions.map((suggestion) => suggestion.text);

describe('values of operators', () => {
  it.each([
    ['frost type:', ['markdown', 'text', 'html']],
    ['frost type:ma', ['markdown']],
    ['frost type:markdown,te', ['text']],
    ['tag:g', ['garden', 'Gifts']],
    ['tag:frost,', ['garden', 'Gifts']],
    ['path:old', ['"old letters"']],
    ['path:"old l', ['"old letters"']],
    ['before:', ['2026-11-21', '2026-11-14', '2026-11', '2026']],
  ])('%s is followed by %j', (text, expected) => {
    expect(offered(text)).toEqual(expected);
  });

  it.each(['frost', 'type:markdown', 'type:x', 'a type: b', 'subtype:m', 'after:2020,'])(
    '%s by nothing',
    (text) => {
      expect(offered(text)).toBeUndefined();
    },
  );

  it('take the place of what was begun', () => {
    expect(completeValue('frost path:"old l', KNOWN)?.start).toBe('frost path:'.length);
    expect(completeValue('frost type:ma', KNOWN)?.start).toBe('frost type:'.length);
    expect(completeValue('type:text,ma', KNOWN)?.start).toBe('type:text,'.length);
  });
});

it('operators are offered by how they begin', () => {
  expect(completeOperator('frost ')?.suggestions).toHaveLength(6);
  expect(completeOperator('frost ta')).toEqual({
    start: 6,
    suggestions: [{ text: 'tag:', note: 'with a tag' }],
  });
  expect(completeOperator('frost')).toBeNull();
});

describe('the marks in a query', () => {
  const read = (query: string, isFinished = true) =>
    queryRuns(query, isFinished).map(({ text, kind }) => `${kind}(${text})`);

  it('tell operators from words, and wrong ones from right ones', () => {
    expect(read('late frost type:md -snow after:soon "in May"')).toEqual([
      'words(late frost )',
      'operator(type:md)',
      'words( )',
      'operator(-snow)',
      'words( )',
      'wrong(after:soon)',
      'words( )',
      'operator("in May")',
    ]);
  });

  it('wait until an operator is finished', () => {
    expect(read('frost after:20', false)).toEqual(['words(frost )', 'operator(after:20)']);
    expect(read('after:20 frost', false)).toEqual(['wrong(after:20)', 'words( frost)']);
  });

  it('joined, are the query again', () => {
    const query = ' a  tag:"x y" -b ';
    expect(
      queryRuns(query, true)
        .map(({ text }) => text)
        .join(''),
    ).toBe(query);
  });
});
