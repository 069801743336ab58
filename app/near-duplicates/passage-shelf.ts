import type { BlockKind } from '../contracts/document.ts';
import type { DocumentId, PassageId } from '../storage/ids.ts';
import type { ComparedRow } from '../storage/read/comparison-rows.ts';
import type { ComparisonReader } from '../storage/read/comparisons.ts';
import { TermWeights } from './terms.ts';
import { LEAST_WORDS, sketchText, type TextSketch } from './text-sketch.ts';

/** Some ten milliseconds of work each. */
const ROWS_PER_READ = 5_000;
const CONTENTS_PER_READ = 250;
/** Contents of passages compared earlier that are kept for the next pair that needs them. */
const KEPT_CONTENTS = 20_000;
/** Passages from which common words are told. */
const WEIGHED_PASSAGES = 2_000;

/** A passage's text as far as comparing needs it. */
export interface PassageContent {
  readonly documentId: DocumentId;
  readonly kind: BlockKind;
  readonly sketch: TextSketch;
}

/** All passages of the library while some of them are compared with all others. */
export class PassageShelf {
  readonly #reader: ComparisonReader;
  readonly #earlier: ComparedRow[] = [];
  readonly #fresh: ComparedRow[] = [];
  readonly #freshContents = new Map<PassageId, PassageContent>();
  readonly #earlierContents = new Map<PassageId, PassageContent>();

  constructor(reader: ComparisonReader) {
    this.#reader = reader;
  }

  /** Passages that are compared now. */
  get fresh(): readonly ComparedRow[] {
    return this.#fresh;
  }

  /** Reads what is known of the passages that were compared before, in pieces. */
  *readEarlier(): Generator<void, void> {
    for (;;) {
      const page = this.#reader.compared(this.#earlier.at(-1)?.passageId ?? 0, ROWS_PER_READ);
      if (page.length === 0) return;
      this.#earlier.push(...page);
      yield;
    }
  }

  /** Reads the passages that wait, in pages; yields how many were read. */
  *readPending(pageSize: number): Generator<number, void> {
    for (let after = 0; ; ) {
      const page = this.#reader.pending(after, pageSize);
      if (page.length === 0) return;
      for (const { id, documentId, kind, text } of page) {
        this.#shelve(id, { documentId, kind, sketch: sketchText(text) });
      }
      after = page.at(-1)!.id;
      yield page.length;
    }
  }

  /** In the order of their ids. */
  all(): ComparedRow[] {
    return [...this.#earlier, ...this.#fresh].sort((a, b) => a.passageId - b.passageId);
  }

  /** Those that say enough in sentences for their meaning to tell something, in the order of their ids. */
  prose(): ComparedRow[] {
    const isProse = ({ passageId, density }: ComparedRow) =>
      this.#freshContents.get(passageId)?.sketch.isProse ?? density !== null;
    return this.all().filter(isProse);
  }

  /** Contents of the passages; those that were removed meanwhile are missing. */
  contents(ids: readonly PassageId[]): (id: PassageId) => PassageContent | undefined {
    const kept = (id: PassageId) => this.#freshContents.get(id) ?? this.#earlierContents.get(id);
    if (this.#earlierContents.size > KEPT_CONTENTS) this.#earlierContents.clear();
    for (const { id, documentId, kind, text } of this.#reader.texts(ids.filter((id) => !kept(id)))) {
      this.#earlierContents.set(id, { documentId, kind, sketch: sketchText(text) });
    }
    return kept;
  }

  /** What words tell in this library, by an even sample of its passages; read in pieces. */
  *termWeights(): Generator<void, TermWeights> {
    const compared = this.all().filter(({ words }) => words >= LEAST_WORDS);
    const size = Math.min(compared.length, WEIGHED_PASSAGES);
    const terms: Uint32Array[] = [];
    for (let start = 0; start < size; start += CONTENTS_PER_READ) {
      const sample = Array.from({ length: Math.min(size - start, CONTENTS_PER_READ) }, (_, i) => {
        return compared[Math.floor(((start + i) * compared.length) / size)]!.passageId;
      });
      const contentOf = this.contents(sample);
      for (const id of sample) terms.push(contentOf(id)?.sketch.terms ?? new Uint32Array());
      yield;
    }
    return new TermWeights(terms);
  }

  #shelve(passageId: PassageId, content: PassageContent): void {
    const { wordHash, words, fingerprints } = content.sketch;
    this.#freshContents.set(passageId, content);
    this.#fresh.push({ passageId, textHash: wordHash, words, fingerprints, density: null });
  }
}
