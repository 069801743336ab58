import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressMeter } from './progress-meter.ts';

const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const next = (meter: ProgressMeter) => meter.report().next().value;

describe('a run that is held', () => {
  it('goes on with the figures that it had', () => {
    const meter = new ProgressMeter('cpu');
    meter.planned(3, 300);
    meter.parsed('/a.md', 10);
    vi.advanceTimersByTime(2_000);
    meter.encoded(1_000, 'cpu');
    meter.fileDone(100, 10);
    const report = meter.report();
    expect(report.next().value).toMatchObject({ etaSeconds: 4, tokensPerSecond: 500 });
    vi.advanceTimersByTime(HOUR_MS);
    report.next();
    expect(next(meter)).toMatchObject({ etaSeconds: 4, tokensPerSecond: 500 });
  });

  it('counts the hold for nothing when a file is parsed ahead meanwhile', () => {
    const meter = new ProgressMeter('cpu');
    meter.planned(3, 300);
    meter.fileDone(100, 0);
    const report = meter.report();
    report.next();
    vi.advanceTimersByTime(HOUR_MS);
    meter.parsed('/b.md', 10);
    report.next();
    vi.advanceTimersByTime(2_000);
    meter.encoded(1_000, 'cpu');
    meter.fileDone(100, 10);
    expect(next(meter)).toMatchObject({ etaSeconds: 1, tokensPerSecond: 500 });
  });
});

describe('the time left', () => {
  it('is told from files that were read, not from those that were left out at once', () => {
    const meter = new ProgressMeter('cpu');
    meter.planned(3, 1_000_200);
    meter.fileFailed(1_000_000);
    meter.parsed('/a.md', 10);
    vi.advanceTimersByTime(2_000);
    meter.fileDone(100, 10);
    expect(next(meter)).toMatchObject({ filesDone: 2, filesTotal: 3, etaSeconds: 2 });
  });
});
