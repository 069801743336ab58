import { DomainError } from '../base/domain-error.ts';
import type { Accelerator } from '../contracts/device.ts';

/** What onnxruntime says where something is missing that it cannot name. */
const KNOWN_REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /No supported adapters|Failed to get a WebGPU adapter/,
    'no graphics processor with a working driver was found',
  ],
  [/Failed to load (shared )?library/, 'its libraries are not installed'],
  [/fallback to CPU EP has been explicitly disabled/, 'it cannot run all of the model'],
];
const LONGEST_REASON = 300;

/** A device on which no session can be opened. @param cause  what onnxruntime threw. */
export function noSession(provider: Accelerator, cause: unknown): DomainError {
  const text = String((cause as Error).message ?? cause);
  const reason = KNOWN_REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? text.slice(0, LONGEST_REASON);
  return new DomainError('device.no-session', {
    message: `onnxruntime opens no session on ${provider}: ${reason}.`,
    nextStep:
      'Install or update the driver of the graphics processor and its libraries, then test the device again.',
    cause,
  });
}
