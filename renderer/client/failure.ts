import { ORPCError } from '@orpc/client';
import type { ErrorInfo } from '../../app/contracts/library.ts';

/** Raised by calls that cannot reach the engine. */
export class EngineAwayError extends Error {
  override readonly name = 'EngineAwayError';
}

const AWAY: ErrorInfo = {
  code: 'engine.away',
  message: 'The engine cannot be reached',
  nextStep: 'Wait until it is back, or start Semblance again.',
  retryable: true,
};

/** Expected trouble, as the engine told it; null for anything else. */
export function toldByEngine(thrown: unknown): ErrorInfo | null {
  return thrown instanceof ORPCError && thrown.code === 'DOMAIN' ? (thrown.data as ErrorInfo) : null;
}

/** Whatever a call threw, as something to show: expected trouble as the engine told it, anything else as a bug. */
export function toErrorInfo(thrown: unknown): ErrorInfo {
  if (thrown instanceof EngineAwayError) return AWAY;
  const told = toldByEngine(thrown);
  if (told) return told;
  const invalid = thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST';
  return {
    code: invalid ? 'request.invalid' : 'bug.unexpected',
    message: invalid ? 'The engine did not accept this input' : 'Something went wrong inside Semblance',
    nextStep: invalid
      ? 'Change it and try again; shorter often helps.'
      : 'Try again; if it happens again, report it with what you did before.',
    retryable: !invalid,
  };
}
