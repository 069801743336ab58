/** What a hub may take of us before it has answered what is there. */
export interface FetchLimits {
  /** Of one request, until all of its answer is there. */
  readonly milliseconds: number;
  readonly bytes: number;
  readonly requests: number;
}

export class FetchLimitPassed extends Error {
  override readonly name = 'FetchLimitPassed';
}

/** `fetch` for short answers of a server that is not trusted: it ends by itself, whatever comes. */
export function boundedFetch({ milliseconds, bytes, requests }: FetchLimits): typeof fetch {
  let made = 0;
  return async (input, init) => {
    if (++made > requests) throw new FetchLimitPassed(`it took more than ${requests} requests`);
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(milliseconds) });
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      length += part.length;
      if (length > bytes) throw new FetchLimitPassed(`an answer is longer than ${bytes} bytes`);
      parts.push(part);
    }
    const { status, statusText, headers } = response;
    const body = status === 204 || status === 304 ? null : Buffer.concat(parts);
    return new Response(body, { status, statusText, headers });
  };
}
