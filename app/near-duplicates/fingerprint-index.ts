import type { PassageId } from '../storage/ids.ts';
import type { ComparedRow } from '../storage/read/comparison-rows.ts';

/** Of the passages that share a fingerprint, each is compared with so many: the ones that came first. */
const HUBS = 8;
/** Share of the smaller one's fingerprints that two passages must have in common to be compared. */
const LEAST_SHARED = 0.25;

type Fingerprinted = Pick<ComparedRow, 'passageId' | 'fingerprints'>;

/**
 * Finds passages that share fingerprints. A text that stands in the library a thousand times makes eight thousand pairs
 * and not half a million, and still all of them are tied to the first eight.
 */
export class FingerprintIndex {
  readonly #passages: readonly Fingerprinted[];
  /** Entries in ascending order: fingerprint in the high half, number of the passage in the low half. */
  readonly #halves: Uint32Array;

  /** @param passages  in the order of their ids. */
  constructor(passages: readonly Fingerprinted[]) {
    this.#passages = passages;
    const total = passages.reduce((sum, { fingerprints }) => sum + fingerprints.length, 0);
    const entries = new BigUint64Array(total);
    // Numbers stand with the low half first on every processor that Node runs on.
    this.#halves = new Uint32Array(entries.buffer);
    let at = 0;
    for (const [number, { fingerprints }] of passages.entries()) {
      for (const fingerprint of fingerprints) {
        this.#halves[at++] = number;
        this.#halves[at++] = fingerprint;
      }
    }
    entries.sort();
  }

  /** Other passages that are worth comparing with this one. */
  candidates({ passageId, fingerprints }: Fingerprinted): PassageId[] {
    const shared = new Map<number, number>();
    for (const fingerprint of fingerprints) {
      const first = this.#firstEntry(fingerprint);
      for (let entry = first; entry < first + HUBS && this.#fingerprint(entry) === fingerprint; entry++) {
        const number = this.#halves[2 * entry]!;
        shared.set(number, (shared.get(number) ?? 0) + 1);
      }
    }
    return [...shared].flatMap(([number, count]) => {
      const other = this.#passages[number]!;
      const smaller = Math.min(fingerprints.length, other.fingerprints.length);
      const isOther = other.passageId !== passageId;
      return isOther && count >= LEAST_SHARED * smaller ? [other.passageId] : [];
    });
  }

  #firstEntry(fingerprint: number): number {
    let low = 0;
    let high = this.#halves.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#fingerprint(middle)! < fingerprint) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #fingerprint(entry: number): number | undefined {
    return this.#halves[2 * entry + 1];
  }
}
