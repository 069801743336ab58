import type { ProcessEntry } from '../../app/base/port.ts';

/** From the shell to the engine process. With `window` and `child` comes a port. */
export type ToEngine =
  | { readonly kind: 'window' }
  | { readonly kind: 'child'; readonly id: number }
  | { readonly kind: 'child-ended'; readonly id: number; readonly reason: string }
  | { readonly kind: 'stop' };

/** From the engine process to the shell, which alone can start utility processes. */
export type FromEngine =
  | { readonly kind: 'spawn'; readonly id: number; readonly entry: ProcessEntry }
  | { readonly kind: 'kill'; readonly id: number };
