import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentId, SourceId } from '../storage/ids.ts';
import type { FailedFileRow, FileState, KnownDocument } from '../storage/read/documents.ts';
import { planned } from './planned-files.ts';

const byPath = { selector: ({ path }: FileState) => path, maxLength: 12 };
const state: fc.Arbitrary<FileState> = fc.record({
  path: fc.constantFrom(...Array.from('abcdefghijklm', (name) => `/notes/${name}.md`)),
  size: fc.integer({ min: 0, max: 2 }),
  modifiedAt: fc.integer({ min: 0, max: 2 }),
  changedAt: fc.integer({ min: 0, max: 1 }),
});
const found = fc.uniqueArray(state, byPath);
/** As the library remembers a file: it may have changed again without a trace. */
const remembered = fc
  .tuple(state, fc.boolean())
  .map(([file, isCertain]) => ({ ...file, changedAt: isCertain ? file.changedAt : null }));
const known: fc.Arbitrary<KnownDocument[]> = fc.uniqueArray(
  remembered.map((file) => ({
    ...{ ...file, id: 1 as DocumentId, sourceId: 1 as SourceId, contentHash: file.path },
  })),
  byPath,
);
const failed: fc.Arbitrary<FailedFileRow[]> = fc.uniqueArray(
  fc.tuple(remembered, fc.boolean()).map(([file, retryable]) => ({
    ...{ ...file, code: 'parse.binary', message: '', nextStep: '', retryable },
  })),
  byPath,
);
const pathsOf = (files: readonly FileState[]) => new Set(files.map(({ path }) => path));
const same = (a: FileState, b: FileState | undefined) =>
  b !== undefined &&
  a.changedAt !== null &&
  a.changedAt === b.changedAt &&
  a.size === b.size &&
  a.modifiedAt === b.modifiedAt;

describe('for any folder and any library, a plan', () => {
  it('reads, leaves alone or gives up every file that is there, and forgets every one that is not', () => {
    fc.assert(
      fc.property(found, known, failed, (files, documents, failures) => {
        const plan = planned(files, documents, failures);
        const there = pathsOf(files);
        const [read, failing] = [pathsOf(plan.read), pathsOf(plan.stillFailing)];
        for (const file of files) {
          const document = documents.find(({ path }) => path === file.path);
          const isCurrent = same(file, document);
          const isHandled = read.has(file.path) || failing.has(file.path) || isCurrent;
          expect(isHandled, file.path).toBe(true);
        }
        expect(read.isDisjointFrom(failing)).toBe(true);
        expect(read.isSubsetOf(there) && failing.isSubsetOf(there)).toBe(true);
        expect(pathsOf(plan.gone)).toEqual(pathsOf(documents).difference(there));
      }),
    );
  });

  it('finds nothing to do once it was carried out', () => {
    fc.assert(
      fc.property(found, known, failed, (files, documents, failures) => {
        const plan = planned(files, documents, failures);
        const [read, gone] = [pathsOf(plan.read), pathsOf(plan.gone)];
        const after: KnownDocument[] = [
          ...documents.filter(({ path }) => !read.has(path) && !gone.has(path)),
          ...plan.read.map((file) => ({
            ...{ ...file, id: 2 as DocumentId, sourceId: 1 as SourceId, contentHash: file.path },
          })),
        ];
        const forgotten = pathsOf(plan.failuresGone).union(read);
        const left = failures.filter(({ path }) => !forgotten.has(path));
        const again = planned(files, after, left);
        expect([again.read, again.gone, again.failuresGone]).toEqual([[], [], []]);
      }),
    );
  });

  it('reads no file that is as it was, and every one that changed and may be readable', () => {
    fc.assert(
      fc.property(found, known, failed, (files, documents, failures) => {
        const read = pathsOf(planned(files, documents, failures).read);
        for (const file of files) {
          const document = documents.find(({ path }) => path === file.path);
          const failure = failures.find(({ path }) => path === file.path);
          const isHopeless = failure !== undefined && !failure.retryable && same(file, failure);
          const isCurrent = same(file, document);
          expect(read.has(file.path), file.path).toBe(!isHopeless && !isCurrent);
        }
      }),
    );
  });

  it('is the same whatever the order of the lists, newest first', () => {
    fc.assert(
      fc.property(found, known, failed, (files, documents, failures) => {
        const { read } = planned(files, documents, failures);
        const turned = planned(files.toReversed(), documents.toReversed(), failures.toReversed());
        expect(turned.read).toEqual(read);
        expect(read.map(({ modifiedAt }) => modifiedAt)).toEqual(
          read.map(({ modifiedAt }) => modifiedAt).toSorted((a, b) => b - a),
        );
      }),
    );
  });
});
