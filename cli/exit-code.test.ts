import { describe, expect, it } from 'vitest';
import { DomainError } from '../app/base/domain-error.ts';
import { exitCodeOf } from './exit-code.ts';

const domainError = (code: string) =>
  new DomainError(code, { message: 'It failed.', nextStep: 'Try again.' });

describe('the exit code', () => {
  it.each([
    'query.empty',
    'input.unreadable',
    'evaluation.bad-file',
    'compare.bad-layer',
    'source.missing',
    'model.missing',
    'model.checksum',
    'conversion.bad-config',
    'library.missing',
    'library.empty',
    'library.locked',
    'library.newer',
  ])('of %s is 2: nothing was changed', (code) => {
    expect(exitCodeOf(domainError(code))).toBe(2);
  });

  it.each([
    'library.disk-full',
    'library.write-failed',
    'encoder.crashed',
    'parser.timeout',
    'conversion.cannot-write',
  ])('of %s is 1: work had begun', (code) => {
    expect(exitCodeOf(domainError(code))).toBe(1);
  });

  it('is 1 for what was stopped and for a bug', () => {
    expect(exitCodeOf(new DOMException('Stopped.', 'AbortError'))).toBe(1);
    expect(exitCodeOf(new TypeError('x is undefined'))).toBe(1);
  });
});
