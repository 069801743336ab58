/** What a {@link DomainError} tells besides its message. */
export interface DomainErrorDetails {
  /** One sentence for the person at the screen: what happened, with names. */
  readonly message: string;
  /** One sentence: what the person can do about it. */
  readonly nextStep: string;
  /** True when the same call may succeed later without any change by the user. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/**
 * Expected trouble: something outside the code is not as it should be (a broken file, a missing model, a full disk).
 * It has a stable code (`area.what`), a sentence and a next step, and it crosses processes as data.
 * A bug is any other exception.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly nextStep: string;
  readonly retryable: boolean;

  constructor(code: string, details: DomainErrorDetails) {
    super(details.message, { cause: details.cause });
    this.code = code;
    this.nextStep = details.nextStep;
    this.retryable = details.retryable ?? false;
  }
}

/** A {@link DomainError} as plain data, for process borders and storage. */
export interface ErrorData {
  readonly code: string;
  readonly message: string;
  readonly nextStep: string;
  readonly retryable: boolean;
}

/** Any thrown value as data; an exception that is no DomainError gets the code `bug.unexpected`. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof DomainError) {
    const { code, message, nextStep, retryable } = thrown;
    return { code, message, nextStep, retryable };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'bug.unexpected',
    message: `Something went wrong inside Semblance: ${message}`,
    nextStep: 'Try again; if it happens again, report it with what Semblance wrote to its terminal.',
    retryable: true,
  };
}

/** The inverse of {@link toErrorData}, on the other side of a border. */
export function fromErrorData(data: ErrorData): DomainError {
  return new DomainError(data.code, data);
}
