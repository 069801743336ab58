/** A case that broke a law. */
export interface Finding {
  /** Number of the case; it is made again with the same seed. */
  readonly number: number;
  readonly signature: string;
  readonly details: string;
  /** The smallest input that was found to fail in the same way; null where the process did not live to find it. */
  readonly input: string | null;
}

/** What a fuzzing process tells the one that started it. */
export type FuzzMessage =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | {
      readonly kind: 'done';
      /** CPU time of the slowest case. */
      readonly slowestMs: number;
      readonly slowestNumber: number;
      readonly peakBytes: number;
    };

/** What a fuzzing process is started with. */
export interface FuzzOrder {
  readonly target: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** The only folder it may write to. */
  readonly folder: string;
  /** Its first 8 bytes hold the number of the case under way. */
  readonly progressFile: string;
}
