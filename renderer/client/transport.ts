import type { ClientContext, ClientLink } from '@orpc/client';

/** One connection to an engine, from its opening to its end. */
export interface Transport {
  readonly link: ClientLink<ClientContext>;
  /** Settles when calls can be made; never when the connection fails before. */
  readonly opened: Promise<void>;
  /** Settles when the connection has ended, for whatever reason; its calls have failed by then. */
  readonly closed: Promise<void>;
  close(): void;
}

export type OpenTransport = () => Transport;
