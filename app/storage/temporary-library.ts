import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelId, SourceId } from './ids.ts';
import { LibraryStore } from './library-store.ts';
import type { DocumentDraft, EncodedPassage, StoredVector } from './write/drafts.ts';
import type { LibraryWriter } from './write/library-writer.ts';

/** A real library in a temporary folder, for tests. Disposing it closes and deletes it. */
export interface TemporaryLibrary extends Disposable {
  readonly dir: string;
  readonly store: LibraryStore;
  readonly writer: LibraryWriter;
  readonly source: SourceId;
  readonly model: ModelId;
}

const WIDTH = 8;

export async function temporaryLibrary(): Promise<TemporaryLibrary> {
  const dir = mkdtempSync(join(tmpdir(), 'semblance-library-'));
  const store = LibraryStore.open(dir);
  const writer = store.writer as LibraryWriter;
  const model = await writer.model('tiny', 'fingerprint', WIDTH);
  const source = await writer.addSource('/notes', { device: 1, inode: 1 });
  return {
    ...{ dir, store, writer, model, source },
    [Symbol.dispose]() {
      store[Symbol.dispose]();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A document whose passages are the given paragraphs, each one sentence, with vectors made of their text. */
export function documentOf(
  source: SourceId,
  path: string,
  paragraphs: readonly string[],
  kept: readonly string[] = [],
): DocumentDraft {
  const text = paragraphs.join('\n\n');
  const keep = [...kept];
  let start = 0;
  const passages = paragraphs.map((paragraph): EncodedPassage => {
    const span = { start, end: start + paragraph.length };
    start = span.end + 2;
    const isKept = keep.includes(paragraph) && keep.splice(keep.indexOf(paragraph), 1).length > 0;
    const textSpan = { start: 0, end: paragraph.length };
    return {
      draft: {
        kind: 'paragraph',
        span,
        text: paragraph,
        headingPath: ['Notes'],
        sentences: [{ span, textSpan }],
      },
      hash: createHash('sha256').update(paragraph).digest().subarray(0, 16),
      vectors: isKept
        ? null
        : { sentences: [vectorOf(paragraph)], windows: [vectorOf(`window ${paragraph}`)] },
    };
  });
  const contentHash = createHash('sha256').update(text).digest('hex');
  return {
    ...{
      path,
      sourceId: source,
      type: 'markdown',
      size: text.length,
      modifiedAt: 1_000,
      changedAt: 1_000,
      contentHash,
    },
    ...{ title: 'Notes', tags: ['test'], text, passages },
  };
}

function vectorOf(text: string): StoredVector {
  return {
    scale: 1 / 127,
    data: Int8Array.from(createHash('sha256').update(text).digest().subarray(0, WIDTH)),
  };
}
