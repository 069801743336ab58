import { describe, expect, it } from 'vitest';
import { shareOf, tokenRuns } from './token-runs.ts';

const token = (text: string, start: number) => ({ text, span: { start, end: start + text.length } });

describe('a text cut into its tokens', () => {
  it('is the text again when joined', () => {
    const text = 'My car  broke.\n';
    const { runs, unplaced } = tokenRuns(text, [
      token('My', 0),
      token('car', 3),
      token('bro', 8),
      token('ke', 11),
      token('.', 13),
    ]);
    expect(runs.map((run) => run.text).join('')).toBe(text);
    expect(runs.filter((run) => run.tokens.length > 0).map((run) => run.text)).toEqual([
      'My',
      'car',
      'bro',
      'ke',
      '.',
    ]);
    expect(unplaced).toEqual([]);
  });

  it('keeps the tokens of one character together', () => {
    const { runs } = tokenRuns('日本', [token('日', 0), token('日', 0), token('本', 1)]);
    expect(runs).toEqual([
      { text: '日', tokens: [0, 1] },
      { text: '本', tokens: [2] },
    ]);
    expect(shareOf([0, 1], [0.1, 0.2, 0.4])).toBeCloseTo(0.3, 12);
  });

  it('leaves special tokens out of the text, and what was not read without tokens', () => {
    const { runs, unplaced } = tokenRuns('read unread', [{ text: '<s>', span: null }, token('read', 0)]);
    expect(unplaced).toEqual([0]);
    expect(runs).toEqual([
      { text: 'read', tokens: [1] },
      { text: ' unread', tokens: [] },
    ]);
  });
});
