import { describe, expect, it } from 'vitest';
import { Quiet } from './quiet.ts';

describe('quiet', () => {
  it('waits for what runs, and holds back what comes', async () => {
    const quiet = new Quiet();
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const running = quiet.among(async () => {
      await first.promise;
      order.push('before');
    });
    const measured = quiet.alone(async () => order.push('alone'));
    const later = quiet.among(async () => order.push('after'));
    expect([quiet.isBusy, order]).toEqual([true, []]);
    first.resolve();
    await Promise.all([running, measured, later]);
    expect([quiet.isBusy, order]).toEqual([false, ['before', 'alone', 'after']]);
  });

  it('goes on after what failed', async () => {
    const quiet = new Quiet();
    const failing = async () => {
      throw new Error('no');
    };
    await expect(quiet.among(failing)).rejects.toThrow('no');
    await expect(quiet.alone(failing)).rejects.toThrow('no');
    expect(await quiet.among(async () => 'on')).toBe('on');
    expect(await quiet.alone(async () => 'on')).toBe('on');
  });
});
