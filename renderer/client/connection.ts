import { type ClientLink, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { EngineContract } from '../../app/contracts/engine-api.ts';
import { createStore, type Store } from '../state/store.ts';
import { EngineAwayError } from './failure.ts';
import type { OpenTransport, Transport } from './transport.ts';

type EngineClient = ContractRouterClient<EngineContract>;

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Lost; the next attempt starts by itself. `attempts` failed in a row. */
  | { readonly kind: 'away'; readonly attempts: number };

/** A client that outlives its connections: it reconnects by itself, and says where it stands. */
export interface Connection extends Disposable {
  readonly client: EngineClient;
  readonly state: Store<ConnectionState>;
  /** Tries at once instead of waiting for the next attempt. */
  retryNow(): void;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8_000;

/** Calls made while the engine is away fail with EngineAwayError, so that nothing waits without a sign. */
export function connect(openTransport: OpenTransport): Connection {
  const state = createStore<ConnectionState>({ kind: 'connecting' });
  let current: Transport | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let disposed = false;

  const open = () => {
    clearTimeout(timer);
    const transport = openTransport();
    current = transport;
    void transport.opened.then(() => {
      if (current !== transport) return;
      attempts = 0;
      state.set({ kind: 'open' });
    });
    void transport.closed.then(() => {
      if (current === transport && !disposed) lose();
    });
  };
  const lose = () => {
    current = null;
    timer = setTimeout(open, Math.min(FIRST_DELAY_MS * 2 ** attempts, LONGEST_DELAY_MS));
    attempts += 1;
    state.set({ kind: 'away', attempts });
  };
  const link: ClientLink<Record<never, never>> = {
    async call(path, input, options) {
      const transport = current;
      if (!transport || state.get().kind === 'away') throw new EngineAwayError();
      try {
        return await transport.link.call(path, input, options);
      } catch (error) {
        throw (await hasEnded(transport)) ? new EngineAwayError() : error;
      }
    },
  };

  open();
  return {
    client: createORPCClient(link),
    state,
    retryNow: () => {
      if (!current) open();
    },
    [Symbol.dispose]() {
      disposed = true;
      clearTimeout(timer);
      current?.close();
    },
  };
}

/** A lost connection fails its calls and then settles `closed`, both in the same turn of the event loop. */
function hasEnded(transport: Transport): Promise<boolean> {
  const turnIsOver = new Promise<false>((resolve) => setTimeout(resolve, 0, false));
  return Promise.race([transport.closed.then(() => true), turnIsOver]);
}
