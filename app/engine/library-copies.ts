import type { CopiesReport, MovedCopy, MoveToBinRequest } from '../contracts/copies.ts';
import { CopyMover, KEPT_IS_GONE, type MoveToBin } from './copy-mover.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';

/** Documents of a library that are copies of others as a whole, and their way into the system's bin. */
export class LibraryCopies {
  readonly #parts: EngineParts;
  readonly #writing: () => WritingParts;
  readonly #mover: CopyMover;

  /** @param writing  what changes the library; throws where another process holds it. */
  constructor(parts: EngineParts, writing: () => WritingParts) {
    this.#parts = parts;
    this.#writing = writing;
    this.#mover = new CopyMover({
      documents: parts.store.documents,
      areCopies: (one, other) => parts.inUse.use(({ duplicates }) => duplicates.areCopies(one, other)),
    });
  }

  /** The copies, as far as passages were compared. @throws DomainError `library.*` */
  list(): Promise<CopiesReport> {
    return this.#parts.inUse.use(({ duplicates }) => duplicates.copies());
  }

  /**
   * Puts copies into the system's bin, each proven to be one right before, and has the library follow.
   * @throws DomainError `library.locked` | `bin.is-reference`; what keeps a single file from going is in its answer.
   */
  async moveToBin({ moves }: MoveToBinRequest, moveToBin: MoveToBin): Promise<MovedCopy[]> {
    const { sources } = this.#writing();
    const moved = await this.#mover.move(moves, moveToBin);
    if (moved.some(({ error }) => error === null || error.code === KEPT_IS_GONE)) sources.indexInBackground();
    return moved;
  }
}
