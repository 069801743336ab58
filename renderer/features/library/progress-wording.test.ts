import { describe, expect, it } from 'vitest';
import type { IndexProgress } from '../../../app/contracts/library.ts';
import { figures, headline, shareDone } from './progress-wording.ts';

const progress = (change: Partial<IndexProgress>): IndexProgress => ({
  phase: 'indexing',
  filesDone: 30,
  filesTotal: 120,
  sentencesDone: 400,
  sentencesTotal: 1500,
  tokensPerSecond: 2345.6,
  etaSeconds: 95,
  currentPath: null,
  provider: 'cpu',
  ...change,
});

describe('progress in words', () => {
  it('has no share until the number of files is known', () => {
    expect(shareDone(progress({ phase: 'scanning' }))).toBeNull();
    expect(shareDone(progress({ filesTotal: 0 }))).toBeNull();
    expect(shareDone(progress({}))).toBe(0.25);
  });

  it('tells the phase with its counts', () => {
    expect(headline(progress({ phase: 'scanning', filesTotal: 0 }))).toBe('Looking for documents');
    expect(headline(progress({ phase: 'scanning', filesTotal: 1234 }))).toContain('1,234 so far');
    expect(headline(progress({}))).toBe('Reading 30 of 120 files');
    expect(headline(progress({ phase: 'cancelled' }))).toBe('Stopped after 30 of 120 files');
  });

  it('says that a run is held, and where', () => {
    expect(headline(progress({ phase: 'paused' }))).toBe('Paused after 30 of 120 files');
    expect(headline(progress({ phase: 'paused', filesTotal: 0 }))).toBe('Indexing is paused');
  });

  it('has the same figures all the time, and owns up to those that are not known', () => {
    const values = (change: Partial<IndexProgress>) => figures(progress(change)).map(({ value }) => value);
    expect(values({})).toEqual([
      '400 of 1,500',
      '2,346 tokens per second on the CPU',
      'about 2 minutes left',
    ]);
    expect(values({ sentencesTotal: 0, tokensPerSecond: 0, etaSeconds: null })).toEqual([null, null, null]);
  });
});
