import type { Told } from '../outcome.ts';

/** A file of a library, with what makes it, and what looks whether a damage of it is told and mended. */
export interface Specimen extends AsyncDisposable {
  /** As docs/index-format.md has it. */
  readonly file: string;
  /** A folder with the sound file in it; each case damages a copy. */
  readonly whole: string;
  /** The file in `whole` or a copy of it. */
  pathIn(folder: string): string;
  /** Folders as `whole`: of another library, and of an earlier state of this one. */
  readonly other: string;
  readonly older: string;
  /** Opens what uses the file, looks, repairs, and compares with what it was. */
  examine(folder: string): Promise<Told>;
}
