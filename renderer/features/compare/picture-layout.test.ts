import { describe, expect, it } from 'vitest';
import { layOut } from './picture-layout.ts';

/** Every character is one wide. */
const measure = (text: string) => text.length;
const runs = (text: string) =>
  text.split(/( |\n)/).map((part, index) => ({ text: part, tokens: part.trim() === '' ? [] : [index] }));
const linesOf = (layout: ReturnType<typeof layOut>) =>
  Array.from({ length: layout.lines }, (_, line) =>
    layout.runs
      .filter((run) => run.line === line)
      .map((run) => run.text)
      .join(''),
  );

describe('a text in a picture', () => {
  it('is broken between words, which then begin at the left edge', () => {
    const layout = layOut(runs('one two three'), 8, 9, measure);
    expect(linesOf(layout).map((line) => line.trim())).toEqual(['one two', 'three']);
    expect(layout.runs.at(-1)).toMatchObject({ x: 0, width: 5, line: 1 });
  });

  it('keeps its own line ends', () => {
    expect(linesOf(layOut(runs('one\ntwo'), 80, 9, measure))).toEqual(['one', 'two']);
  });

  it('says where it goes on', () => {
    expect(linesOf(layOut(runs('one two three four'), 5, 2, measure)).at(-1)).toMatch(/^two.*…$/);
  });
});
