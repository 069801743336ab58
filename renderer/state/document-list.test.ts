import { describe, expect, it } from 'vitest';
import type { DocumentsPage, DocumentsRequest, ListedDocument } from '../../app/contracts/library.ts';
import { createDocumentList, documentAt, PAGE_ROWS } from './document-list.ts';

const documentNamed = (name: string): ListedDocument => ({
  ...{ documentId: 1, path: `/notes/${name}`, title: null, source: 1 },
  ...{ status: 'indexed', modifiedAt: 0, passages: 1 },
});

/** A library of so many documents, whose answers come when the test lets them. */
function listOf(total: number) {
  const asked: {
    request: DocumentsRequest;
    answer: (name?: string) => Promise<void>;
    fail: () => Promise<void>;
  }[] = [];
  const list = createDocumentList((request, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<DocumentsPage>();
    signal.addEventListener('abort', () => reject(signal.reason));
    const rows = Math.max(0, Math.min(request.limit, total - request.offset));
    const settled = () =>
      promise.then(
        () => {},
        () => {},
      );
    asked.push({
      request,
      answer: (name = '') => {
        const at = (row: number) => documentNamed(`${name}${request.offset + row}`);
        resolve({ total, documents: Array.from({ length: rows }, (_, row) => at(row)) });
        return settled();
      },
      fail: () => {
        reject(new Error('broken'));
        return settled();
      },
    });
    return promise;
  });
  return { list, asked };
}

const offsets = (asked: { request: DocumentsRequest }[]) => asked.map(({ request }) => request.offset);

describe('a long list of documents', () => {
  it('fetches the pages in sight, each once', async () => {
    const { list, asked } = listOf(1_000);
    list.show(0, 20);
    await asked[0]?.answer();
    list.show(5, 25);
    list.show(PAGE_ROWS - 5, PAGE_ROWS + 15);
    expect(offsets(asked)).toEqual([0, PAGE_ROWS]);
    await asked[1]?.answer();
    expect(list.state.get().total).toBe(1_000);
    expect(documentAt(list.state.get(), 0)?.path).toBe('/notes/0');
    expect(documentAt(list.state.get(), PAGE_ROWS + 3)?.path).toBe(`/notes/${PAGE_ROWS + 3}`);
    expect(documentAt(list.state.get(), 900)).toBeUndefined();
  });

  it('keeps what is shown until another question is answered, and never shows a late answer', async () => {
    const { list, asked } = listOf(10);
    list.show(0, 10);
    await asked[0]?.answer('all-');
    list.ask({ filter: 'late' });
    list.ask({ filter: 'soup' });
    expect(asked.at(-1)?.request).toMatchObject({ filter: 'soup', offset: 0 });
    expect(documentAt(list.state.get(), 0)?.path).toBe('/notes/all-0');
    await asked[1]?.answer('late-');
    expect(documentAt(list.state.get(), 0)?.path).toBe('/notes/all-0');
    await asked[2]?.answer('soup-');
    expect(documentAt(list.state.get(), 0)?.path).toBe('/notes/soup-0');
  });

  it('fetches what is in sight again when the library has changed, and forgets the rest', async () => {
    const { list, asked } = listOf(500);
    list.show(0, 20);
    await asked[0]?.answer('old-');
    list.show(200, 220);
    await asked[1]?.answer('old-');
    list.renew();
    expect(offsets(asked)).toEqual([0, 200, 200]);
    expect(documentAt(list.state.get(), 200)?.path).toBe('/notes/old-200');
    await asked[2]?.answer('new-');
    expect(documentAt(list.state.get(), 200)?.path).toBe('/notes/new-200');
    expect(documentAt(list.state.get(), 0)).toBeUndefined();
  });

  it('tells why it could not be fetched, until it can', async () => {
    const { list, asked } = listOf(5);
    list.show(0, 5);
    await asked[0]?.fail();
    expect(list.state.get().error).toMatchObject({ code: 'bug.unexpected' });
    list.renew();
    await asked[1]?.answer();
    expect(list.state.get()).toMatchObject({ error: null, total: 5 });
  });
});
