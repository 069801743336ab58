import { describe, expect, it } from 'vitest';
import type { DocumentId, SourceId } from '../storage/ids.ts';
import type { FailedFileRow, FileState, KnownDocument } from '../storage/read/documents.ts';
import { planned } from './planned-files.ts';

const file = (path: string, modifiedAt = 100, size = 10, changedAt: number | null = 100): FileState => ({
  ...{ path, modifiedAt, size, changedAt },
});
const known = (path: string, modifiedAt = 100, size = 10): KnownDocument => ({
  ...file(path, modifiedAt, size),
  id: 1 as DocumentId,
  sourceId: 1 as SourceId,
  contentHash: path,
});
const failed = (path: string, modifiedAt = 100): FailedFileRow => ({
  ...file(path, modifiedAt),
  code: 'parse.binary',
  message: '',
  nextStep: '',
  retryable: false,
});
const paths = (files: readonly { path: string }[]) => files.map(({ path }) => path);

describe('planning a re-index', () => {
  it('reads what is new and what changed in size or time, and nothing else', () => {
    const found = [file('/new'), file('/same'), file('/later', 200), file('/longer', 100, 11)];
    const plan = planned(found, [known('/same'), known('/later'), known('/longer')], []);
    expect(paths(plan.read).sort()).toEqual(['/later', '/longer', '/new']);
  });

  it('reads what was changed and given its old size and time again, and what may have been', () => {
    const found = [file('/set-back', 100, 10, 200), file('/just-now'), file('/same')];
    const plan = planned(
      found,
      [known('/set-back'), { ...known('/just-now'), changedAt: null }, known('/same')],
      [],
    );
    expect(paths(plan.read).sort()).toEqual(['/just-now', '/set-back']);
  });

  it('reads the newest first', () => {
    const plan = planned([file('/a', 1), file('/c', 3), file('/b', 2)], [], []);
    expect(paths(plan.read)).toEqual(['/c', '/b', '/a']);
  });

  it('lists documents whose file is gone', () => {
    expect(paths(planned([file('/a')], [known('/a'), known('/b')], []).gone)).toEqual(['/b']);
  });

  it('leaves a file that failed alone until it changes', () => {
    const plan = planned([file('/bad'), file('/mended', 200)], [], [failed('/bad'), failed('/mended')]);
    expect(paths(plan.stillFailing)).toEqual(['/bad']);
    expect(paths(plan.read)).toEqual(['/mended']);
  });

  it('reads a file again whose failure may pass by itself', () => {
    const locked = { ...failed('/locked'), retryable: true };
    expect(paths(planned([file('/locked')], [], [locked]).read)).toEqual(['/locked']);
  });

  it('forgets the failure of a file that is again as it was indexed', () => {
    const plan = planned([file('/a')], [known('/a')], [failed('/a', 200)]);
    expect(plan.read).toEqual([]);
    expect(paths(plan.failuresGone)).toEqual(['/a']);
  });

  it('forgets failures of files that are gone', () => {
    expect(paths(planned([], [], [failed('/bad')]).failuresGone)).toEqual(['/bad']);
  });

  it('forgets nothing of what is out of sight', () => {
    const hidden = (path: string) => path.startsWith('/mounted-over/');
    const [documents, failures] = [[known('/mounted-over/a')], [failed('/mounted-over/b')]];
    const { gone, failuresGone } = planned([], documents, failures, undefined, hidden);
    expect([gone, failuresGone]).toEqual([[], []]);
  });

  it('leaves files that another source holds already to that source', () => {
    expect(planned([file('/inner/a')], [], [], (path) => path.startsWith('/inner')).read).toEqual([]);
  });
});
