/** Titles longer than this are shortened in heading paths, which every passage of a section repeats. */
const MAX_TITLE_CHARS = 200;

/** The sections that are open at the current place of a document. */
export class Outline {
  readonly #open: { readonly level: number; readonly title: string }[] = [];

  /** Titles of the open sections, outermost first. */
  get path(): readonly string[] {
    return this.#open.map((section) => section.title);
  }

  /** Ends the sections of this level and below; call it before the heading itself is placed. */
  closeTo(level: number): void {
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
  }

  /** Opens a section of this level (1 is the highest). */
  open(level: number, title: string): void {
    this.closeTo(level);
    this.#open.push({ level, title: title.slice(0, MAX_TITLE_CHARS) });
  }
}
