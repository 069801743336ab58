import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../app/contracts/library.ts';
import { titleOf, verdictOn } from './health-wording.ts';

const findings = (...statuses: Finding['status'][]) =>
  statuses.map((status): Finding => ({ check: 'database', status, message: 'As it is.' }));

describe('the health of a library in words', () => {
  it.each([
    [findings('ok', 'ok'), 'The library is sound: 2 checks, nothing found.'],
    [findings('ok', 'warning'), 'The library is sound; 1 thing to know.'],
    [findings('problem', 'warning', 'problem'), '2 problems found.'],
    [findings('repaired', 'ok'), '1 thing repaired. The library is sound again.'],
    [findings('repaired', 'problem'), '1 thing repaired; 1 problem left.'],
  ])('puts what is wrong first', (found, verdict) => {
    expect(verdictOn(found)).toBe(verdict);
  });

  it('names checks as people do, and unknown ones by their own name', () => {
    expect(titleOf({ check: 'words', status: 'ok', message: '' })).toBe('Index of words');
    expect(titleOf({ check: 'tides', status: 'ok', message: '' })).toBe('tides');
  });
});
