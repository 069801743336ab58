import type { Mutator } from './mutator.ts';

/** Something that takes what strangers wrote, and the laws that hold whatever they write. */
export interface FuzzTarget extends AsyncDisposable {
  /** Sound inputs to begin with; binary ones as latin1 (a character a byte). */
  readonly seeds: readonly string[];
  /** Pieces that mean something to it. */
  readonly dictionary: readonly string[];
  /** Makes a hostile input of a sound one; the mutator's own way unless told. */
  mutate?(mutator: Mutator, seed: string): string;
  /** Feeds the input. @throws whatever breaks a law; expected refusals are none. */
  check(input: string): Promise<void> | void;
}

/** Opens a target in a folder of its own, which it may write to. */
export type OpenTarget = (folder: string) => Promise<FuzzTarget>;

/** A law of a target does not hold. */
export class BrokenLaw extends Error {
  override readonly name = 'BrokenLaw';
}

/** @throws BrokenLaw */
export function law(holds: boolean, what: string): asserts holds {
  if (!holds) throw new BrokenLaw(what);
}
