import type {
  DocumentsPage,
  DocumentsRequest,
  ErrorInfo,
  ListedDocument,
} from '../../app/contracts/library.ts';
import { toErrorInfo } from '../client/failure.ts';
import { createStore, type Store } from './store.ts';

/** Which documents are listed, and in which order. */
export type DocumentQuestion = Pick<DocumentsRequest, 'source' | 'filter' | 'status' | 'sort' | 'descending'>;

interface DocumentListState {
  readonly question: DocumentQuestion;
  /** Null until the first answer. */
  readonly total: number | null;
  /** The rows that are known, by their place in the list. */
  readonly pages: ReadonlyMap<number, readonly ListedDocument[]>;
  readonly error: ErrorInfo | null;
}

export type AskForDocuments = (request: DocumentsRequest, signal: AbortSignal) => Promise<DocumentsPage>;

/** A list of any length, of which only the pages in sight are fetched. */
export interface DocumentList extends Disposable {
  readonly state: Store<DocumentListState>;
  ask(change: Partial<DocumentQuestion>): void;
  /** Rows from `first` up to and without `end` are in sight: what is missing of them is fetched. */
  show(first: number, end: number): void;
  /** The library has changed: what is in sight is fetched again, and stays in view until that is there. */
  renew(): void;
}

export const PAGE_ROWS = 100;

const FIRST_QUESTION: DocumentQuestion = {
  source: undefined,
  filter: '',
  status: undefined,
  sort: 'name',
  descending: false,
};

export function createDocumentList(ask: AskForDocuments): DocumentList {
  const state = createStore<DocumentListState>({
    question: FIRST_QUESTION,
    total: null,
    pages: new Map(),
    error: null,
  });
  let answers = new AbortController();
  let asked = new Set<number>();
  /** Whether the pages in `state` are of this question and this library; the first answer puts the others out. */
  let isFresh = true;
  let inSight = [0];

  const fetchPage = async (page: number) => {
    const { signal } = answers;
    asked.add(page);
    try {
      const request = { ...state.get().question, offset: page * PAGE_ROWS, limit: PAGE_ROWS };
      const { documents, total } = await ask(request, signal);
      if (signal.aborted) return;
      const kept = isFresh ? state.get().pages : [];
      isFresh = true;
      state.update({ total, pages: new Map([...kept, [page, documents]]), error: null });
    } catch (thrown) {
      if (!signal.aborted) state.update({ error: toErrorInfo(thrown) });
    }
  };
  const fetchInSight = () => {
    for (const page of inSight) if (!asked.has(page)) void fetchPage(page);
  };
  const restart = () => {
    answers.abort();
    answers = new AbortController();
    asked = new Set();
    isFresh = false;
    fetchInSight();
  };

  return {
    state,
    ask(change) {
      state.update({ question: { ...state.get().question, ...change } });
      inSight = [0];
      restart();
    },
    show(first, end) {
      inSight = pagesOf(first, end);
      fetchInSight();
    },
    renew: restart,
    [Symbol.dispose]: () => answers.abort(),
  };
}

/** The document at a place of the list, where it is known. */
export function documentAt({ pages }: DocumentListState, row: number): ListedDocument | undefined {
  return pages.get(Math.floor(row / PAGE_ROWS))?.[row % PAGE_ROWS];
}

function pagesOf(first: number, end: number): number[] {
  const [from, to] = [Math.floor(first / PAGE_ROWS), Math.floor(Math.max(first, end - 1) / PAGE_ROWS)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
