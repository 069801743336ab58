/**
 * One end of a message channel to another process or thread. Values are structured-cloned, so typed arrays travel
 * as they are. The transports (child process, worker thread, Electron utility process) each provide one adapter.
 */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the other end is gone: exit code or signal in words. */
  onClose(listener: (reason: string) => void): void;
}

/** The parent's hold on a child it started. */
export interface ChildPort extends Port {
  /** Ends the child at once (SIGKILL where there is one). */
  kill(): void;
  /**
   * Resident memory of the child in bytes, or null where it cannot be read: in Electron, on macOS and on Windows. There a
   * limit on it never takes hold, and only V8's own limit on the heap of a parser bounds what a file can take.
   */
  residentBytes(): number | null;
}

/** The entries that a host can start as operating-system processes of their own. */
export type ProcessEntry = 'encoder' | 'parser';

/** Supplied by the host: Electron forks a utility process, plain Node a child process. */
export type SpawnProcess = (entry: ProcessEntry) => ChildPort;
