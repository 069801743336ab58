import type { PassageId } from '../storage/ids.ts';
import type { IgnoredPair, PairedPassage } from '../storage/read/comparisons.ts';

const NONE: ReadonlySet<PassageId> = new Set();

/** Two texts that the user keeps apart, with the passages of each, the one to keep first. */
export interface PartedTexts {
  readonly first: readonly PassageId[];
  readonly second: readonly PassageId[];
}

/**
 * Which passages the user keeps apart. It is texts that are: what is said of one passage holds for every copy of it. A
 * text that is kept apart from itself may stand in many places, and none of them repeats another.
 */
export class KeptApart {
  readonly #apartFrom = new Map<PassageId, Set<PassageId>>();
  /** As far as both are in the library. */
  readonly texts: readonly PartedTexts[];

  /** @param precedence  orders passages, the one to keep first. */
  constructor(
    ignored: readonly IgnoredPair[],
    passages: readonly PairedPassage[],
    precedence: (one: number, other: number) => number,
  ) {
    const concerned = new Set(ignored.flat());
    const ofText = Map.groupBy(
      passages.filter(({ textKey }) => concerned.has(textKey)),
      ({ textKey }) => textKey,
    );
    const idsOf = (key: string) => (ofText.get(key) ?? []).map(({ id }) => id).sort(precedence);
    this.texts = ignored.flatMap(([one, other]) => {
      const [first, second] = [idsOf(one), idsOf(other)];
      const isThere = one === other ? first.length > 1 : first.length > 0 && second.length > 0;
      return isThere ? [{ first, second }] : [];
    });
    for (const { first, second } of this.texts) {
      this.#part(first, second);
      this.#part(second, first);
    }
  }

  /** Those that the passage is kept apart from; never itself. */
  from(passage: number): ReadonlySet<PassageId> {
    return this.#apartFrom.get(passage as PassageId) ?? NONE;
  }

  #part(ones: readonly PassageId[], others: readonly PassageId[]): void {
    for (const one of ones) {
      const known = this.#apartFrom.get(one) ?? new Set();
      for (const other of others) if (other !== one) known.add(other);
      this.#apartFrom.set(one, known);
    }
  }
}
