import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressMeter } from './progress-meter.ts';

const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function plan(meter: ProgressMeter, sizes: readonly number[]): void {
  for (const bytes of sizes) meter.found(bytes);
  meter.planned();
}

const next = (meter: ProgressMeter) => meter.report().next().value;

describe('a run that is held', () => {
  it('goes on with the figures that it had', () => {
    const meter = new ProgressMeter('cpu');
    plan(meter, [100, 100, 100]);
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
    plan(meter, [100, 100, 100]);
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
    plan(meter, [1_000_000, 100, 100]);
    meter.fileFailed(1_000_000);
    meter.parsed('/a.md', 10);
    vi.advanceTimersByTime(2_000);
    meter.fileDone(100, 10);
    expect(next(meter)).toMatchObject({ filesDone: 2, filesTotal: 3, etaSeconds: 2 });
  });
});

describe('while folders are looked through', () => {
  it('the files to read are counted, and those that turn out to be elsewhere are done with', () => {
    const meter = new ProgressMeter('cpu');
    meter.found(100);
    meter.found(100);
    expect(next(meter)).toMatchObject({ phase: 'scanning', filesDone: 0, filesTotal: 2 });
    meter.fileFailed(100);
    meter.planned();
    expect(next(meter)).toMatchObject({ phase: 'indexing', filesDone: 1, filesTotal: 2 });
  });
});
