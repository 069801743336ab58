import { describe, expect, it } from 'vitest';
import { asSentence, counted, formatTimeLeft, providerName } from './wording.ts';

describe('wording', () => {
  it('counts', () => {
    expect(counted(1, 'document')).toBe('1 document');
    expect(counted(0, 'document')).toBe('0 documents');
    expect(counted(12_345, 'sentence')).toBe('12,345 sentences');
  });

  it.each([
    [3, 'a few seconds left'],
    [12, 'about 20 seconds left'],
    [54, 'about 60 seconds left'],
    [61, 'about 1 minute left'],
    [600, 'about 10 minutes left'],
    [7_300, 'about 2 hours left'],
  ])('gives %d seconds roughly', (seconds, words) => {
    expect(formatTimeLeft(seconds)).toBe(words);
  });

  it('ends sentences once', () => {
    expect(asSentence('Gone')).toBe('Gone.');
    expect(asSentence('Gone.')).toBe('Gone.');
    expect(asSentence('Gone?')).toBe('Gone?');
  });

  it('names providers, and keeps those it does not know', () => {
    expect(providerName('cpu')).toBe('the CPU');
    expect(providerName('xnnpack')).toBe('xnnpack');
  });
});
