import { HubApiError, InvalidApiResponseFormatError } from '@huggingface/hub';
import { z } from 'zod';
import { DomainError } from '../../app/base/domain-error.ts';

/** What went wrong on the way to the hub, as trouble that says what to do. */
export function hubTrouble(error: unknown, id: string): DomainError {
  if (error instanceof DomainError) return error;
  const status = error instanceof HubApiError ? error.statusCode : null;
  if (status === 404) return unknown(id);
  if (status === 401 || status === 403) return refused(id, error);
  if (isStrange(error)) return strange(error);
  if (codeOf(error) === 'ENOSPC') return noRoom('The disk is full.', error);
  const reason = status === null ? reasonOf(error) : `it answered with status ${status}`;
  return new DomainError('model.hub-unreachable', {
    message: `The model hub cannot be read: ${reason}.`,
    nextStep: 'Check the connection and try again; what was downloaded is kept.',
    retryable: true,
    cause: error,
  });
}

/** @param message  how much is missing, as far as it is known. */
export function noRoom(message: string, cause?: unknown): DomainError {
  return new DomainError('model.hub-no-room', {
    message,
    nextStep: 'Make room, or keep the library on a larger disk; files that are there whole are kept.',
    cause,
  });
}

function strange(cause: unknown): DomainError {
  return new DomainError('model.hub-strange', {
    message: 'What was asked does not answer as a model hub does.',
    nextStep: 'Check HF_ENDPOINT: it names the hub.',
    cause,
  });
}

/** Answers of another shape; a fetch that failed is a TypeError too, with its cause. */
function isStrange(error: unknown): boolean {
  if (error instanceof TypeError) return !(error.cause instanceof Error);
  return [z.ZodError, SyntaxError, InvalidApiResponseFormatError].some((type) => error instanceof type);
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}

export function unknown(id: string): DomainError {
  return new DomainError('model.hub-unknown', {
    message: `The model hub has nothing called ${id}.`,
    nextStep: 'Give the name as owner/name, as it stands on the page of the model.',
  });
}

export function damaged(file: string): DomainError {
  return new DomainError('model.hub-damaged', {
    message: `${file} did not arrive as the hub lists it.`,
    nextStep: 'Try again; the other files are kept.',
    retryable: true,
  });
}

/** The hub answers so also for names that do not exist. */
function refused(id: string, cause: unknown): DomainError {
  return new DomainError('model.hub-refused', {
    message: `The model hub does not give ${id} to everyone, or does not have it.`,
    nextStep: 'Check the name; for a model with conditions, accept them on its page and set HF_TOKEN.',
    cause,
  });
}

/** Node tells of a failed fetch in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
}
