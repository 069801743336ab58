import type { ProcessEntry } from '../../app/base/port.ts';
import type { OpenHow } from '../../app/contracts/open-document.ts';

/** From the shell to the engine process. With `window` and `child` comes a port. */
export type ToEngine =
  | { readonly kind: 'window' }
  | { readonly kind: 'child'; readonly id: number }
  | { readonly kind: 'child-ended'; readonly id: number; readonly reason: string }
  /** The answer to `open` and `bin`: what went wrong, in the system's words, or null. */
  | { readonly kind: 'done'; readonly id: number; readonly problem: string | null }
  | { readonly kind: 'stop' };

/** From the engine process to the shell, which alone can start utility processes, show files, and put them into the bin. */
export type FromEngine =
  | { readonly kind: 'spawn'; readonly id: number; readonly entry: ProcessEntry }
  | { readonly kind: 'kill'; readonly id: number }
  | { readonly kind: 'open'; readonly id: number; readonly path: string; readonly how: OpenHow }
  | { readonly kind: 'bin'; readonly id: number; readonly path: string };
