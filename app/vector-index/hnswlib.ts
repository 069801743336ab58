import type { HierarchicalNSW } from 'hnswlib-node';

/** The one class of hnswlib-node that is used. */
export interface Hnswlib {
  readonly HierarchicalNSW: typeof HierarchicalNSW;
}

/**
 * hnswlib-node, or null where it is missing or does not load: it compiles when it is installed, so it is an optional
 * dependency, and exact search serves without it.
 */
export async function loadHnswlib(): Promise<Hnswlib | null> {
  try {
    const { default: library } = await import('hnswlib-node');
    return library;
  } catch {
    return null;
  }
}
