import { createBirpc } from 'birpc';
import { type ErrorData, fromErrorData, toErrorData } from '../base/domain-error.ts';
import type { Port } from '../base/port.ts';
import { databaseTrouble } from '../storage/database-trouble.ts';

// biome-ignore lint/suspicious/noExplicitAny: the one place where functions of every shape pass through.
type AnyFunction = (...args: any[]) => unknown;

/** What one end offers to the other. Arguments and results are structured-cloned. */
export type RemoteApi<Api> = { [Name in keyof Api]: AnyFunction };

/** Errors cross the border as data: a cloned Error would lose its code and next step. */
type Answer = { readonly value: unknown } | { readonly error: ErrorData };

/** Answers calls that arrive at the port. */
export function serveApi<Api extends RemoteApi<Api>>(port: Port, api: Api): void {
  const answering = Object.fromEntries(
    Object.entries<AnyFunction>(api).map(([name, run]) => [
      name,
      async (...args: unknown[]): Promise<Answer> => {
        try {
          return { value: await run(...args) };
        } catch (thrown) {
          return { error: toErrorData(databaseTrouble(thrown)) };
        }
      },
    ]),
  );
  createBirpc(answering, {
    post: (message) => port.post(message),
    on: (listener) => port.onMessage(listener),
  });
}

/** The calling end of an api. */
export interface Remote<Api extends RemoteApi<Api>> {
  /** @throws DomainError as thrown at the other end; `ConnectionLost` when that end is gone. */
  call<Name extends keyof Api & string>(
    name: Name,
    ...args: Parameters<Api[Name]>
  ): Promise<Awaited<ReturnType<Api[Name]>>>;
}

/** The other end went away before it answered, or answers what nobody could have meant. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/**
 * Calls the api at the other end of the port. Pending calls fail with ConnectionLost when the port closes, or when anything
 * arrives that is no answer: whatever sent it is not in its right mind.
 * @param giveUp  called then, to end it.
 */
export function connectApi<Api extends RemoteApi<Api>>(
  port: Port,
  giveUp: () => void = () => {},
): Remote<Api> {
  const lose = (reason: string) => rpc.$close(new ConnectionLost(reason));
  const on = (listener: (message: unknown) => void) =>
    port.onMessage((message) => {
      if (isAnswer(message)) return listener(message);
      lose('it sent something that is no answer');
      giveUp();
    });
  const rpc = createBirpc<Record<string, AnyFunction>>(
    {},
    { post: (message) => port.post(message), on, timeout: -1 },
  );
  port.onClose(lose);
  return {
    async call(name, ...args) {
      const answer = (await rpc.$call(name, ...args).catch((error: unknown) => {
        throw rpc.$closed && !(error instanceof ConnectionLost) ? new ConnectionLost(String(error)) : error;
      })) as Answer;
      if ('error' in answer) throw fromErrorData(answer.error);
      return answer.value as never;
    },
  };
}

/** birpc's answer to a call, with an {@link Answer} or birpc's own error in it. */
function isAnswer(message: unknown): boolean {
  if (!isObject(message) || message.t !== 's' || typeof message.i !== 'string') return false;
  const { r: result, e: error } = message;
  if (error !== undefined) return error instanceof Error;
  return isObject(result) && ('error' in result ? isErrorData(result.error) : 'value' in result);
}

function isErrorData(error: unknown): boolean {
  const texts: (keyof ErrorData)[] = ['code', 'message', 'nextStep'];
  return isObject(error) && texts.every((key) => typeof error[key] === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
