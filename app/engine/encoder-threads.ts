import { Worker } from 'node:worker_threads';
import { mapAhead } from '../base/map-ahead.ts';
import { workerPort } from '../base/thread-port.ts';
import type { Encoded, TextKind } from '../embedding/index.ts';
import type { EncodedItems, TextItem } from './encode-items.ts';
import type { EncoderThreadApi } from './processes/encoder-thread.ts';
import { connectApi, type Remote } from './remote.ts';

/** What one thread takes at a time: enough to sort into full batches, small enough to end together with the others. */
const CHUNK_CHARACTERS = 8_000;

type Thread = Remote<EncoderThreadApi>;

/**
 * Encodes on all cores: each thread has a session of its own and takes the next part of the work when it is free. One
 * thread is started with the first text, the others with the first work of several parts: opening a session takes as long
 * as encoding some hundred texts.
 */
export class EncoderThreads {
  readonly #packageDir: string;
  readonly #onThreadEnd: (reason: string) => void;
  readonly #idle: Thread[] = [];
  readonly #count: number;
  #started = 0;
  readonly #waiting: ((thread: Thread) => void)[] = [];

  /**
   * @param count  the most threads.
   * @param onThreadEnd  hears why a thread ended; its work is lost with it.
   */
  constructor(packageDir: string, count: number, onThreadEnd: (reason: string) => void) {
    this.#packageDir = packageDir;
    this.#count = count;
    this.#onThreadEnd = onThreadEnd;
  }

  /** Parts of the result, in input order. */
  encode(items: readonly TextItem[]): Promise<EncodedItems[]> {
    return this.#inParts(
      items,
      ({ text }) => text.length,
      (thread, part) => thread.call('encode', part),
    );
  }

  encodeExactly(texts: readonly string[], kind: TextKind): Promise<Encoded[]> {
    return this.#inParts(
      texts,
      ({ length }) => length,
      (thread, part) => thread.call('encodeExactly', part, kind),
    );
  }

  #inParts<Item, Result>(
    items: readonly Item[],
    length: (item: Item) => number,
    encode: (thread: Thread, part: Item[]) => Promise<Result>,
  ): Promise<Result[]> {
    const parts = [...cutIntoParts(items, length)];
    const most = parts.length > 1 ? this.#count : 1;
    const results = mapAhead(parts, this.#count, async (part) => {
      const thread = await this.#next(most);
      try {
        return await encode(thread, part);
      } finally {
        const next = this.#waiting.shift();
        if (next) next(thread);
        else this.#idle.push(thread);
      }
    });
    return Array.fromAsync(results);
  }

  /** A thread without work: one that is there, or a new one while there are fewer than `most`. */
  #next(most: number): Thread | Promise<Thread> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#started < most) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(): Thread {
    this.#started++;
    const worker = new Worker(new URL('./processes/encoder-thread.ts', import.meta.url), {
      workerData: this.#packageDir,
    });
    const port = workerPort(worker);
    port.onClose(this.#onThreadEnd);
    return connectApi<EncoderThreadApi>(port);
  }
}

function* cutIntoParts<Item>(items: readonly Item[], length: (item: Item) => number): Generator<Item[]> {
  let part: Item[] = [];
  let characters = 0;
  for (const item of items) {
    part.push(item);
    characters += length(item);
    if (characters < CHUNK_CHARACTERS) continue;
    yield part;
    part = [];
    characters = 0;
  }
  if (part.length > 0) yield part;
}
