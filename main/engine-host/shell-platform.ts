import type { ProcessEntry } from '../../app/base/port.ts';
import type { OpenHow } from '../../app/contracts/open-document.ts';

/** A process that the shell has started. What is posted to one that has ended is lost without a word. */
export interface StartedProcess<Port> {
  post(message: unknown, port?: Port): void;
  onMessage(listener: (message: unknown) => void): void;
  onEnded(listener: (code: number) => void): void;
  /** Ends it now, or as soon as it runs. */
  end(): void;
}

/** What the engine's host needs of the system around it: all that is Electron's about it. */
export interface ShellPlatform<Port, Page> {
  startEngine(): StartedProcess<Port>;
  /** Starts one of the engine's children, with the port that leads to it. */
  startChild(entry: ProcessEntry): { readonly process: StartedProcess<Port>; readonly port: Port };
  createChannel(): { readonly port1: Port; readonly port2: Port };
  /** Hands a page the port that it asked for under this id; a page that is gone needs none. */
  sendPort(page: Page, id: string, port: Port): void;
  /** Tells every page that its port is of no use any more. */
  tellEngineGone(): void;
  /** @returns what went wrong, in the system's words, or null. */
  openFile(path: string, how: OpenHow): Promise<string | null>;
  /** Puts a file into the system's bin. @returns what went wrong, in the system's words, or null. */
  moveToBin(path: string): Promise<string | null>;
  /** Called once in a row of engines that ended soon after their start; the next start follows all the same. */
  tellHopeless(): void;
}
