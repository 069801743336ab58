import type { LibraryPlace } from '../storage/library-place.ts';

const LOOK_EVERY_MS = 2_000;

/** Notices, in a host that stays, when the library's folder goes away under it, and when it is back. */
export class LibraryGuard implements Disposable {
  readonly #timer: NodeJS.Timeout;

  /**
   * @param isTold  whether the user was told last that it is gone.
   * @param look    finds out how it is, and tells.
   */
  constructor(place: LibraryPlace, isTold: () => boolean, look: () => void) {
    this.#timer = setInterval(() => {
      if (place.isKept === isTold()) look();
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
