import type { DuplicateProgress } from '../../app/contracts/duplicates.ts';
import type { ErrorInfo } from '../../app/contracts/library.ts';
import type { ConnectionState } from '../client/connection.ts';
import { toErrorInfo } from '../client/failure.ts';
import type { DuplicateSession } from './duplicate-session.ts';
import { isRunning, type LibraryState } from './library-watch.ts';
import { createStore, type Store } from './store.ts';

interface Comparing {
  /** Null while nothing is being compared. */
  readonly progress: DuplicateProgress | null;
  /** Why comparing has stopped. */
  readonly error: ErrorInfo | null;
}

/** Has compared what was not compared yet, and keeps the groups up to date, while somebody looks at them. */
export interface DuplicateCatchUp {
  readonly comparing: Store<Comparing>;
  /** Begins; returns the way to stop. The engine finishes what it has begun. */
  start(): () => void;
}

interface CatchUpParts {
  readonly session: DuplicateSession;
  readonly library: Store<LibraryState>;
  readonly connection: Store<ConnectionState>;
  /** Compares what is pending. */
  update(signal: AbortSignal): Promise<AsyncIterable<DuplicateProgress>>;
}

/** Changes come in bursts: a saved file is removed and added, a run ends with several of them. */
const SETTLE_MS = 200;
/** While groups arrive in numbers, the list is renewed no more often than this. */
const RENEW_EVERY_MS = 1_500;
/** Each comparing reads the passages that were compared before, so during indexing it waits for a good many new ones. */
const REST_WHILE_INDEXING_MS = 10_000;

export function createDuplicateCatchUp(parts: CatchUpParts): DuplicateCatchUp {
  const comparing = createStore<Comparing>({ progress: null, error: null });
  return { comparing, start: () => startCatchingUp(parts, comparing.update) };
}

function startCatchingUp(
  { session, library, connection, update }: CatchUpParts,
  tell: (change: Partial<Comparing>) => void,
): () => void {
  const controller = new AbortController();
  const renewal = renewer(session);
  let isBusy = false;
  /** Revision of the library that comparing could do nothing for; tried again once it has changed. */
  let inVain: number | null = null;
  let seen = library.get().revision;
  /** Another window may part passages too. */
  let keptApart = library.get().status?.keptApart;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const compare = async () => {
    isBusy = true;
    const { revision } = library.get();
    let hasProgressed = false;
    try {
      for await (const progress of await update(controller.signal)) {
        hasProgressed = true;
        tell({ progress, error: null });
        renewal.soon();
      }
    } catch (thrown) {
      if (!controller.signal.aborted) tell({ error: toErrorInfo(thrown) });
      hasProgressed = false;
    }
    tell({ progress: null });
    inVain = hasProgressed ? null : revision;
    const pause = isRunning(library.get().status?.progress) ? REST_WHILE_INDEXING_MS : 0;
    rest = setTimeout(() => {
      isBusy = false;
      if (hasProgressed) session.renew();
    }, pause);
  };

  const compareIfPending = () => {
    const { answer, phase } = session.state.get();
    const { status, revision } = library.get();
    if (isBusy || controller.signal.aborted || phase !== 'answered' || revision === inVain) return;
    if (answer && answer.pending > 0 && status?.writable) void compare();
  };
  const onLibrary = () => {
    const { revision, status } = library.get();
    const isNews = revision !== seen || status?.keptApart !== keptApart;
    if (isNews) renewal.soon();
    seen = revision;
    keptApart = status?.keptApart;
    compareIfPending();
  };
  const onConnection = () => {
    if (connection.get().kind !== 'open' || session.state.get().phase !== 'failed') return;
    inVain = null;
    session.renew();
  };

  const subscriptions = [
    session.state.subscribe(compareIfPending),
    library.subscribe(onLibrary),
    connection.subscribe(onConnection),
  ];
  tell({ progress: null, error: null });
  session.renew();
  return () => {
    for (const unsubscribe of subscriptions) unsubscribe();
    clearTimeout(rest);
    renewal.stop();
    controller.abort();
  };
}

function renewer(session: DuplicateSession) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  const renew = () => {
    timer = undefined;
    renewedAt = performance.now();
    session.renew();
  };
  return {
    soon() {
      timer ??= setTimeout(renew, Math.max(SETTLE_MS, renewedAt + RENEW_EVERY_MS - performance.now()));
    },
    stop: () => clearTimeout(timer),
  };
}
