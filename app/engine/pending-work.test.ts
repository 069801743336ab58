import { describe, expect, it } from 'vitest';
import type { IndexReport } from '../contracts/library.ts';
import type { SourceId } from '../storage/ids.ts';
import { PendingWork } from './pending-work.ts';

const waiter = () => Promise.withResolvers<IndexReport>();
const ids = (...numbers: number[]) => numbers as SourceId[];

describe('work that waits for its run', () => {
  it('is done once however often it is asked for', () => {
    const pending = new PendingWork();
    for (let i = 0; i < 12; i++) pending.add({ kind: 'all' }, waiter());
    expect(pending.take()).toMatchObject({ scope: { kind: 'all' }, waiters: { length: 12 } });
    expect(pending.take()).toBeNull();
  });

  it('merges sources, and everything covers single ones', () => {
    const pending = new PendingWork();
    pending.add({ kind: 'sources', ids: ids(1, 2) }, waiter());
    pending.add({ kind: 'sources', ids: ids(2, 3) }, waiter());
    expect(pending.take()?.scope).toEqual({ kind: 'sources', ids: [1, 2, 3] });
    pending.add({ kind: 'sources', ids: ids(1) }, waiter());
    pending.add({ kind: 'all' }, waiter());
    expect(pending.take()?.scope).toEqual({ kind: 'all' });
    expect(pending.take()).toBeNull();
  });

  it('takes changed paths before whole sources', () => {
    const pending = new PendingWork();
    pending.add({ kind: 'all' }, waiter());
    pending.add({ kind: 'changed', paths: ['/a', '/b'] }, waiter());
    pending.add({ kind: 'changed', paths: ['/b', '/c'] }, waiter());
    expect(pending.take()?.scope).toEqual({ kind: 'changed', paths: ['/a', '/b', '/c'] });
    expect(pending.take()?.scope).toEqual({ kind: 'all' });
  });

  it('leaves nobody waiting who asked for nothing', () => {
    const pending = new PendingWork();
    pending.add({ kind: 'changed', paths: [] }, waiter());
    expect(pending.take()).toMatchObject({ scope: { kind: 'changed', paths: [] }, waiters: { length: 1 } });
    pending.add({ kind: 'sources', ids: [] }, waiter());
    expect(pending.take()).toMatchObject({ scope: { kind: 'sources', ids: [] }, waiters: { length: 1 } });
    expect(pending.isEmpty).toBe(true);
  });

  it('forgets everything when it is cleared, and names who waited', () => {
    const pending = new PendingWork();
    pending.add({ kind: 'all' }, waiter());
    pending.add({ kind: 'changed', paths: ['/a'] }, waiter());
    expect(pending.clear()).toHaveLength(2);
    expect(pending.take()).toBeNull();
  });
});
