import type { IndexReport } from '../contracts/library.ts';
import type { SourceId } from '../storage/ids.ts';

/** What an indexing run looks at: all sources, some of them whole, or only paths that changed. */
export type IndexingScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'sources'; readonly ids: readonly SourceId[] }
  | { readonly kind: 'changed'; readonly paths: readonly string[] };

/** Who waits for a run to end. */
export type Waiter = PromiseWithResolvers<IndexReport>;

/**
 * Work that waits for its run. However often it is asked for, it is done once: equal scopes merge. Paths that changed go
 * first, since a person is probably waiting for them.
 */
export class PendingWork {
  #all = false;
  readonly #sources = new Set<SourceId>();
  readonly #paths = new Set<string>();
  readonly #wholeWaiters: Waiter[] = [];
  readonly #changedWaiters: Waiter[] = [];

  add(scope: IndexingScope, waiter: Waiter): void {
    if (scope.kind === 'changed') {
      for (const path of scope.paths) this.#paths.add(path);
      this.#changedWaiters.push(waiter);
      return;
    }
    if (scope.kind === 'all') this.#all = true;
    else for (const id of scope.ids) this.#sources.add(id);
    this.#wholeWaiters.push(waiter);
  }

  get isEmpty(): boolean {
    return this.#wholeWaiters.length === 0 && this.#changedWaiters.length === 0;
  }

  /** The next run's scope and who waits for it; null when there is nothing to do. */
  take(): { scope: IndexingScope; waiters: Waiter[] } | null {
    if (this.#changedWaiters.length > 0) {
      const paths = [...this.#paths];
      this.#paths.clear();
      return { scope: { kind: 'changed', paths }, waiters: this.#changedWaiters.splice(0) };
    }
    if (this.#wholeWaiters.length === 0) return null;
    const scope: IndexingScope = this.#all ? { kind: 'all' } : { kind: 'sources', ids: [...this.#sources] };
    this.#all = false;
    this.#sources.clear();
    return { scope, waiters: this.#wholeWaiters.splice(0) };
  }

  /** Forgets all of it. @returns who waited. */
  clear(): Waiter[] {
    this.#all = false;
    this.#sources.clear();
    this.#paths.clear();
    return [...this.#wholeWaiters.splice(0), ...this.#changedWaiters.splice(0)];
  }
}
