import type {
  DuplicateGroup,
  DuplicateKind,
  DuplicateReport,
  DuplicateRequest,
  DuplicateScope,
} from '../../app/contracts/duplicates.ts';
import { DEFAULT_THRESHOLD } from '../../app/contracts/duplicates.ts';
import type { ErrorInfo } from '../../app/contracts/library.ts';
import { toErrorInfo } from '../client/failure.ts';
import { SLOW_AFTER_MS } from './search-session.ts';
import { createStore, type Store } from './store.ts';

/** What is to be listed. */
export interface DuplicateChoice {
  readonly threshold: number;
  /** Null: all kinds. */
  readonly kind: DuplicateKind | null;
  readonly scope: DuplicateScope;
}

/** Groups by their place in the list, as far as their pages were fetched. */
export interface DuplicateAnswer extends Omit<DuplicateReport, 'groups'> {
  readonly choice: DuplicateChoice;
  readonly groups: ReadonlyMap<number, DuplicateGroup>;
  readonly pages: ReadonlySet<number>;
}

interface DuplicateState {
  readonly choice: DuplicateChoice;
  readonly phase: 'asking' | 'answered' | 'failed';
  /** True once the present question has taken longer than people call instant. */
  readonly slow: boolean;
  /** The last answer; it stays in view while the next one is on its way. */
  readonly answer: DuplicateAnswer | null;
  readonly error: ErrorInfo | null;
}

type AskEngine = (request: DuplicateRequest, signal: AbortSignal) => Promise<DuplicateReport>;

/** Groups of duplicates, fetched as far as they are looked at, and grouped anew as the choice changes. */
export interface DuplicateSession extends Disposable {
  readonly state: Store<DuplicateState>;
  /** Changes what is listed. A threshold may change many times a second; the list follows at its own pace. */
  choose(change: Partial<DuplicateChoice>): void;
  /** Asks again for what is listed: the library has changed. */
  renew(): void;
  /** Fetches the groups from `first` up to and without `end`, where they are missing. */
  show(first: number, end: number): void;
}

/** A slider moves through many values on its way; the list follows no more often than this. */
const FOLLOW_EVERY_MS = 60;
/** Groups are fetched in pages of so many. */
export const PAGE_GROUPS = 100;

export const EVERYTHING: DuplicateChoice = {
  threshold: DEFAULT_THRESHOLD,
  kind: null,
  scope: { within: 'library' },
};

/** The choice as the engine takes it. */
export function requestOf(choice: DuplicateChoice, offset: number, limit: number): DuplicateRequest {
  const { threshold, kind, scope } = choice;
  return { threshold, scope, offset, limit, ...(kind && { kinds: [kind] }) };
}

export function createDuplicateSession(ask: AskEngine): DuplicateSession {
  const state = createStore<DuplicateState>({
    choice: EVERYTHING,
    phase: 'asking',
    slow: false,
    answer: null,
    error: null,
  });
  let following: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  let shown = { first: 0, end: 1 };
  const awaited = new Set<number>();

  const stop = () => {
    clearTimeout(following);
    following = undefined;
    running?.abort();
    running = null;
    awaited.clear();
  };

  const regroup = async () => {
    stop();
    const controller = new AbortController();
    running = controller;
    const { choice } = state.get();
    const page = Math.floor(shown.first / PAGE_GROUPS);
    const pages = Math.floor((shown.end - 1) / PAGE_GROUPS) - page + 1;
    state.update({ phase: 'asking', slow: false });
    const slowTimer = setTimeout(() => state.update({ slow: true }), SLOW_AFTER_MS);
    controller.signal.addEventListener('abort', () => clearTimeout(slowTimer));
    try {
      const offset = page * PAGE_GROUPS;
      const report = await ask(requestOf(choice, offset, pages * PAGE_GROUPS), controller.signal);
      if (running !== controller) return;
      const answer = answerOf(choice, report, page, pages);
      state.update({ phase: 'answered', slow: false, error: null, answer });
    } catch (thrown) {
      if (running === controller) state.update({ phase: 'failed', slow: false, error: toErrorInfo(thrown) });
    } finally {
      clearTimeout(slowTimer);
    }
  };

  const fetchPage = async (page: number, answer: DuplicateAnswer) => {
    const controller = running;
    if (!controller || awaited.has(page)) return;
    awaited.add(page);
    try {
      const request = requestOf(answer.choice, page * PAGE_GROUPS, PAGE_GROUPS);
      const { groups } = await ask(request, controller.signal);
      const current = state.get().answer;
      if (running !== controller || !current) return;
      state.update({ answer: withPage(current, page, groups) });
    } catch (thrown) {
      if (running === controller) state.update({ phase: 'failed', error: toErrorInfo(thrown) });
    } finally {
      if (running === controller) awaited.delete(page);
    }
  };

  return {
    state,
    choose(change) {
      state.update({ choice: { ...state.get().choice, ...change } });
      if ('threshold' in change) following ??= setTimeout(regroup, FOLLOW_EVERY_MS);
      else void regroup();
    },
    renew: () => void regroup(),
    show(first, end) {
      shown = { first, end: Math.max(end, first + 1) };
      const { answer, phase } = state.get();
      if (!answer || phase !== 'answered') return;
      for (const page of missingPages(answer, shown.first, shown.end)) void fetchPage(page, answer);
    },
    [Symbol.dispose]: stop,
  };
}

function answerOf(
  choice: DuplicateChoice,
  { groups, ...rest }: DuplicateReport,
  page: number,
  pages: number,
): DuplicateAnswer {
  return {
    ...rest,
    choice,
    groups: new Map(placed(groups, page)),
    pages: new Set(Array.from({ length: pages }, (_, index) => page + index)),
  };
}

function withPage(answer: DuplicateAnswer, page: number, groups: readonly DuplicateGroup[]): DuplicateAnswer {
  return {
    ...answer,
    groups: new Map([...answer.groups, ...placed(groups, page)]),
    pages: new Set([...answer.pages, page]),
  };
}

function placed(groups: readonly DuplicateGroup[], page: number): [number, DuplicateGroup][] {
  return groups.map((group, index) => [page * PAGE_GROUPS + index, group]);
}

function missingPages({ pages, total }: DuplicateAnswer, first: number, end: number): number[] {
  const missing: number[] = [];
  for (let page = Math.floor(first / PAGE_GROUPS); page * PAGE_GROUPS < Math.min(end, total); page += 1) {
    if (!pages.has(page)) missing.push(page);
  }
  return missing;
}
